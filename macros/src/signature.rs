//! Rewrites the attributes and the signature of a method for the expansion.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{Attribute, FnArg, Pat, ReceiverKind, Signature, parse_quote};

use crate::method::{self, Method};
use crate::parameter;
use crate::returns::{Form, Returns};

/// Returns the attributes to emit: those of the user and of other macros.
pub(crate) fn attributes(method: &Method) -> impl Iterator<Item = &Attribute> {
    method.item.attrs.iter().filter(|attribute| !method::is_duplicate(attribute))
}

/// Returns the visibility and the signature to emit. The signature has no attributes that this
/// macro consumes, and returns a future that is `Send` instead of being `async`.
///
/// The macro cannot see if the method is in a trait, where the compiler reports a visibility.
pub(crate) fn signature(method: &Method) -> TokenStream {
    let (visibility, signature) = (&method.visibility, rewritten(method));
    quote!(#visibility #signature)
}

fn rewritten(method: &Method) -> Signature {
    let mut signature = method.item.sig.clone();
    // `const` was reported, and would only cause more errors. `unsafe` and an ABI stay, because an
    // implementation that has them too must still match.
    signature.constness = None;
    if signature.receiver().is_some_and(|this| matches!(this.kind, ReceiverKind::Value)) {
        // A body that takes `self` by value compiles only for sized types.
        let where_clause = signature.generics.make_where_clause();
        where_clause.predicates.push(parse_quote!(Self: ::core::marker::Sized));
    }
    for argument in &mut signature.inputs {
        if let FnArg::Typed(typed) = argument {
            typed.attrs.retain(|attribute| !parameter::is_consumed(attribute));
            if let (Pat::Ident(name), None) = (&mut *typed.pat, &method.item.default) {
                // It was reported, and would only cause a warning.
                name.mutability = None;
            }
        }
    }
    if let (Some(Returns { form: Form::Async, output: Some(output) }), None) =
        (&method.returns, &method.item.default)
    {
        signature.asyncness = None;
        signature.output = parse_quote! {
            -> impl ::core::future::Future<Output = #output> + ::core::marker::Send
        };
    }
    signature
}

/// Returns the names of all parameters, except for the receiver.
pub(crate) fn names(method: &Method) -> Vec<&Ident> {
    let mut names = Vec::new();
    for argument in &method.item.sig.inputs {
        if let FnArg::Typed(typed) = argument {
            add_names(&typed.pat, &mut names);
        }
    }
    names
}

/// Adds the names in a pattern.
fn add_names<'a>(pattern: &'a Pat, names: &mut Vec<&'a Ident>) {
    let mut add_all = |patterns: &mut dyn Iterator<Item = &'a Pat>| {
        patterns.for_each(|pattern| add_names(pattern, names));
    };
    match pattern {
        Pat::Ident(pattern) => {
            add_all(&mut pattern.subpat.iter().map(|(_, pattern)| &**pattern));
            names.push(&pattern.ident);
        }
        Pat::Paren(pattern) => add_names(&pattern.pat, names),
        Pat::Reference(pattern) => add_names(&pattern.pat, names),
        Pat::Slice(pattern) => add_all(&mut pattern.elems.iter()),
        Pat::Struct(pattern) => add_all(&mut pattern.fields.iter().map(|field| &*field.pat)),
        Pat::Tuple(pattern) => add_all(&mut pattern.elems.iter()),
        Pat::TupleStruct(pattern) => add_all(&mut pattern.elems.iter()),
        _ => {}
    }
}
