//! Reads the annotated method. `signature` rewrites it.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::{Parse, ParseStream, Parser as _};
use syn::punctuated::Punctuated;
use syn::{
    Attribute, FnArg, Meta, Receiver, ReceiverKind, Safety, Signature, Token, TraitItemFn, Type,
    Visibility,
};

use crate::args::Args;
use crate::errors::{Errors, Place};
use crate::message;
use crate::parameter::Parameter;
use crate::returns::Returns;
use crate::types::without_delimiters;

/// A method of a trait or of a type, as far as it can be read.
pub(crate) struct Method {
    pub(crate) visibility: Visibility,
    /// The method as it is written, without its visibility.
    pub(crate) item: TraitItemFn,
    /// The `self` of `&self`, or `None` if the receiver is something else. The expansion must use
    /// this token, because another `self` has the wrong hygiene inside a `macro_rules!`.
    pub(crate) receiver: Option<Token![self]>,
    pub(crate) parameters: Vec<Parameter>,
    /// `true` if a parameter could not be read, so that any member may be bound.
    pub(crate) has_unreadable_parameter: bool,
    /// `None` if the method does not return a future, which was reported.
    pub(crate) returns: Option<Returns>,
}

/// An item that is not a method.
pub(crate) enum NotAMethod {
    /// Another item, which was reported.
    Misplaced(TokenStream),
    /// An item that does not parse, which rustc has reported.
    Unreadable(TokenStream),
}

impl Method {
    /// Reads the item under the attribute.
    pub(crate) fn read(
        tokens: TokenStream,
        args: &Args,
        errors: &mut Errors,
    ) -> Result<Self, NotAMethod> {
        if let Some(span) = mockall_body(&tokens) {
            // All items of the mock have this error at the same place, so it is printed once.
            errors.push(Place::Body, span, message::automock());
            return Err(NotAMethod::Misplaced(tokens));
        }
        if let Some(other) = other_item(&tokens) {
            if matches!(&other, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace) {
                // rustc reports every attribute on an expression.
                return Err(NotAMethod::Misplaced(tokens));
            }
            let message = message::not_a_method(&other.to_string());
            errors.push(Place::Qualifier, other.span(), message);
            return Err(NotAMethod::Misplaced(tokens));
        }
        let Ok(Declaration { visibility, item }) = syn::parse2(tokens.clone()) else {
            return Err(NotAMethod::Unreadable(tokens));
        };
        if let Some(body) = &item.default {
            let brace = body.brace_token.span.open();
            errors.push(Place::Body, brace, message::has_a_body(&item.sig.ident));
            if item.sig.receiver().is_none() {
                return Err(NotAMethod::Misplaced(tokens));
            }
        }

        check_attributes(&item.attrs, errors);
        check_qualifiers(&item.sig, errors);
        let receiver = read_receiver(&item.sig, errors);
        let mut has_unreadable_parameter = false;
        let mut parameters = Vec::new();
        let typed = item.sig.inputs.iter().filter_map(|argument| match argument {
            FnArg::Typed(typed) => Some(typed),
            FnArg::Receiver(_) => None,
        });
        for (index, typed) in typed.enumerate() {
            match Parameter::read(Place::Parameter(index), typed, errors) {
                Some(parameter) => parameters.push(parameter),
                None => has_unreadable_parameter = true,
            }
        }
        let returns = Returns::read(&item.sig, args.operation(&item.sig.ident), errors);
        Ok(Self { visibility, item, receiver, parameters, has_unreadable_parameter, returns })
    }

    pub(crate) fn name(&self) -> &Ident {
        &self.item.sig.ident
    }
}

/// A method with a visibility, which syn does not parse in a trait.
struct Declaration {
    visibility: Visibility,
    item: TraitItemFn,
}

impl Parse for Declaration {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut attributes = input.call(Attribute::parse_outer)?;
        let visibility = input.parse()?;
        let mut item: TraitItemFn = input.parse()?;
        attributes.append(&mut item.attrs);
        item.attrs = attributes;
        Ok(Self { visibility, item })
    }
}

/// Returns the token that shows that an item is not a function, such as `struct`.
fn other_item(tokens: &TokenStream) -> Option<TokenTree> {
    const QUALIFIERS: [&str; 7] = ["async", "const", "default", "extern", "pub", "safe", "unsafe"];
    let is_qualifier = |token: &TokenTree| match token {
        TokenTree::Ident(word) => QUALIFIERS.iter().any(|qualifier| word == qualifier),
        // An attribute, the `(crate)` of a visibility, the `"C"` of an ABI.
        TokenTree::Punct(punct) => punct.as_char() == '#',
        TokenTree::Group(group) => group.delimiter() != Delimiter::Brace,
        TokenTree::Literal(_) => true,
    };
    let (qualifiers, rest): (Vec<_>, Vec<_>) = {
        let mut tokens = tokens.clone().into_iter().peekable();
        let qualifiers = std::iter::from_fn(|| tokens.next_if(is_qualifier)).collect();
        (qualifiers, tokens.collect())
    };
    let first = rest.into_iter().next();
    if first.as_ref().is_some_and(|first| first.to_string() == "fn") {
        return None;
    }
    let is_const = |token: &TokenTree| token.to_string() == "const";
    qualifiers.into_iter().find(is_const).or(first)
}

/// Returns the place of the body of an item that mockall has generated. `#[automock]` puts the
/// attributes of a method on each.
fn mockall_body(tokens: &TokenStream) -> Option<Span> {
    fn is_from_mockall(tokens: TokenStream) -> bool {
        tokens.into_iter().any(|token| match token {
            TokenTree::Group(group) => is_from_mockall(group.stream()),
            TokenTree::Ident(name) => name == "mockall" || name.to_string().starts_with("__mock"),
            TokenTree::Punct(_) | TokenTree::Literal(_) => false,
        })
    }
    let Some(TokenTree::Group(body)) = tokens.clone().into_iter().last() else { return None };
    let is_body = body.delimiter() == Delimiter::Brace && is_from_mockall(tokens.clone());
    // A block is an expression, where the compiler reports every attribute.
    let is_item = tokens.clone().into_iter().nth(1).is_some();
    (is_body && is_item).then(|| body.span_open())
}

/// Returns `true` if an attribute of another macro is below this one.
pub(crate) fn has_foreign_attribute(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| is_foreign(&attribute.meta))
}

fn is_foreign(attribute: &Meta) -> bool {
    const BUILT_IN: [&str; 14] = [
        "allow",
        "cfg",
        "cold",
        "deny",
        "deprecated",
        "diagnostic",
        "doc",
        "expect",
        "forbid",
        "inline",
        "must_use",
        "participant_operation",
        "track_caller",
        "warn",
    ];
    const TOOLS: [&str; 3] = ["clippy", "rust_analyzer", "rustfmt"];
    let path = attribute.path();
    let Some(first) = path.segments.first().map(|first| &first.ident) else { return true };
    if first == "cfg_attr" {
        let Ok(list) = attribute.require_list() else { return true };
        let parser = Punctuated::<Meta, Token![,]>::parse_terminated;
        let parsed = parser.parse2(list.tokens.clone());
        return parsed.map_or(true, |all| all.iter().skip(1).any(is_foreign));
    }
    let is_duplicate =
        path.segments.last().is_some_and(|last| last.ident == "participant_operation");
    let names = if path.segments.len() == 1 { &BUILT_IN[..] } else { &TOOLS[..] };
    !is_duplicate && !names.iter().any(|name| first == name)
}

fn check_attributes(attributes: &[Attribute], errors: &mut Errors) {
    for (index, attribute) in attributes.iter().enumerate() {
        if is_duplicate(attribute) {
            let message = message::duplicate_attribute();
            errors.push_spanned(Place::Attribute(index), attribute.path(), message);
        }
    }
}

/// Returns `true` for a second `#[participant_operation]`.
pub(crate) fn is_duplicate(attribute: &Attribute) -> bool {
    let last = attribute.path().segments.last();
    last.is_some_and(|last| last.ident == "participant_operation")
}

fn check_qualifiers(signature: &Signature, errors: &mut Errors) {
    let mut reject = |qualifier: &dyn ToTokens, problem: &str| {
        let message = message::qualifier(qualifier, problem);
        errors.push_spanned(Place::Qualifier, qualifier, message);
    };
    if let Some(constness) = &signature.constness {
        reject(constness, "a method that sends a request cannot be `const`");
    }
    if let Safety::Unsafe(unsafety) = &signature.safety {
        reject(unsafety, "a method that sends a request cannot be `unsafe`");
    }
    if let Some(abi) = &signature.abi {
        reject(abi, "a method that sends a request cannot have a foreign ABI");
    }
}

fn read_receiver(signature: &Signature, errors: &mut Errors) -> Option<Token![self]> {
    let name = &signature.ident;
    let Some(FnArg::Receiver(receiver)) = signature.inputs.first() else {
        errors.push(Place::Name, name.span(), message::no_receiver(name));
        return None;
    };
    if is_shared_reference(receiver) {
        return Some(receiver.self_token);
    }
    errors.push_spanned(Place::Receiver, receiver, message::wrong_receiver(name));
    None
}

/// Returns `true` for `&self` and `self: &Self`.
fn is_shared_reference(receiver: &Receiver) -> bool {
    match &receiver.kind {
        ReceiverKind::Reference(_, _, mutability) => mutability.is_none(),
        ReceiverKind::Typed(_, ty) => match without_delimiters(ty) {
            Type::Reference(reference) => {
                let target = without_delimiters(&reference.elem);
                reference.mutability.is_none()
                    && matches!(target, Type::Path(path) if path.path.is_ident("Self"))
            }
            _ => false,
        },
        _ => false,
    }
}
