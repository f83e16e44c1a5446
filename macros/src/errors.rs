//! The accumulator: every mistake of a method, told in one go.

use proc_macro2::Span;
use quote::ToTokens;
use syn::Error;

/// The mistakes found so far.
///
/// There is one only inside [`Errors::gather`], which hands over what was pushed: nothing can be dropped unread.
pub(crate) struct Errors {
    found: Vec<(Place, Error)>,
}

/// Where in the source a mistake stands, in the order in which a reader comes across them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    /// The argument of this index in the attribute.
    Argument(usize),
    /// Another attribute of the method.
    Attribute(usize),
    /// What stands before `fn`.
    Qualifier,
    /// The method's name, where something is missing.
    Name,
    Receiver,
    /// The parameter of this index, the receiver apart.
    Parameter(usize),
    ReturnType,
    Body,
}

impl Errors {
    /// What `work` makes, and every mistake that it came across: one error that tells them all, in source order.
    pub(crate) fn gather<T>(work: impl FnOnce(&mut Self) -> T) -> (T, Option<Error>) {
        let mut errors = Self { found: Vec::new() };
        let made = work(&mut errors);
        errors.found.sort_by_key(|(place, _)| *place);
        let told = errors.found.into_iter().map(|(_, error)| error).reduce(|mut all, error| {
            all.combine(error);
            all
        });
        (made, told)
    }

    /// Adds a mistake that underlines `span`.
    pub(crate) fn push(&mut self, place: Place, span: Span, message: String) {
        self.found.push((place, Error::new(span, message)));
    }

    /// Adds a mistake that underlines all of `tokens`.
    pub(crate) fn push_spanned(&mut self, place: Place, tokens: impl ToTokens, message: String) {
        self.found.push((place, Error::new_spanned(tokens, message)));
    }

    /// Adds a mistake that syn found.
    pub(crate) fn push_error(&mut self, place: Place, error: Error) {
        self.found.push((place, error));
    }
}
