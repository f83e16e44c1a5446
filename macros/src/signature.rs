//! Rewrites the attributes and the signature of a method for the expansion.

use syn::{Attribute, FnArg, ReceiverKind, Signature, parse_quote};

use crate::method::{self, Method};
use crate::parameter;
use crate::returns::{Form, Returns};

/// Returns the attributes to emit: those of the user and of other macros.
pub(crate) fn attributes(method: &Method) -> impl Iterator<Item = &Attribute> {
    method.item.attrs.iter().filter(|attribute| !method::is_duplicate(attribute))
}

/// Returns the signature to emit. It has no attributes that this macro consumes, and returns a
/// future that is `Send` instead of being `async`.
pub(crate) fn signature(method: &Method) -> Signature {
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
