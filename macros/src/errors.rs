//! Collects errors, so that the compiler reports all of them at once.

use proc_macro2::Span;
use quote::ToTokens;
use syn::Error;

/// The errors so far.
///
/// Only [`Errors::gather`] creates one, and returns what was pushed, so no error can get lost.
pub(crate) struct Errors {
    found: Vec<(Place, Error)>,
}

/// The place of an error in the source. Errors are sorted by it, in the order of the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    /// The argument with this index in the attribute.
    Argument(usize),
    /// The attribute with this index on the method.
    Attribute(usize),
    /// A qualifier before `fn`.
    Qualifier,
    /// The name of the method, for something that is missing.
    Name,
    Receiver,
    /// The parameter with this index, not counting the receiver.
    Parameter(usize),
    ReturnType,
    Body,
}

impl Errors {
    /// Runs `work`. Returns its result and one error that combines all errors in source order.
    pub(crate) fn gather<T>(work: impl FnOnce(&mut Self) -> T) -> (T, Option<Error>) {
        let mut errors = Self { found: Vec::new() };
        let result = work(&mut errors);
        errors.found.sort_by_key(|(place, _)| *place);
        let combined = errors.found.into_iter().map(|(_, error)| error).reduce(|mut all, error| {
            all.combine(error);
            all
        });
        (result, combined)
    }

    /// Adds an error that underlines `span`.
    pub(crate) fn push(&mut self, place: Place, span: Span, message: String) {
        self.found.push((place, Error::new(span, message)));
    }

    /// Adds an error that underlines all of `tokens`.
    pub(crate) fn push_spanned(&mut self, place: Place, tokens: impl ToTokens, message: String) {
        self.found.push((place, Error::new_spanned(tokens, message)));
    }

    /// Adds an error from syn.
    pub(crate) fn push_error(&mut self, place: Place, error: Error) {
        self.found.push((place, error));
    }
}
