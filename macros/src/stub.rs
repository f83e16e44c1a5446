//! Generates a stub for a method that has errors.

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

use crate::args::Args;
use crate::check::Checked;
use crate::expand::{check_connected, stub_body};
use crate::message;
use crate::method::Method;
use crate::returns::{Form, Returns};
use crate::signature::{attributes, signature};

/// Returns the method with a body that never completes, so that its implementations and callers
/// compile without errors of their own.
pub(crate) fn stub(args: &Args, method: &Method, checked: &Checked) -> TokenStream {
    let (attributes, signature) = (attributes(method), signature(method));
    if let Some(body) = &method.item.default {
        return quote!(#(#attributes)* #signature #body);
    }
    let body = match (&checked.call, &method.returns) {
        (Some(call), _) => stub_body(args, method, call),
        (None, None | Some(Returns { form: Form::Async, output: None })) => {
            quote!(::std::process::abort())
        }
        (None, Some(Returns { form: Form::Boxed, .. })) => {
            quote!(::std::boxed::Box::pin(::core::future::pending()))
        }
        (None, Some(Returns { output: Some(_), .. })) => quote!(::core::future::pending()),
        (None, Some(Returns { output: None, .. })) => quote!(::core::future::pending::<()>()),
    };
    let check =
        (checked.call.is_none() && checked.needs_connected).then(|| check_connected(args, method));
    quote! {
        #[allow(unused_mut, unused_variables)]
        #(#attributes)*
        #signature { #check #body }
    }
}

/// Returns the item as it is, but with a body, so that its implementations and callers compile
/// without errors of their own.
///
/// rustc has reported the syntax error. If rustc knows a syntax that syn does not know, there is no
/// other error: then the `const` block fails where the method is used.
pub(crate) fn unreadable(item: TokenStream) -> TokenStream {
    let mut tokens: Vec<TokenTree> = item.into_iter().collect();
    if !matches!(tokens.last(), Some(TokenTree::Punct(end)) if end.as_char() == ';') {
        return tokens.into_iter().collect();
    }
    tokens.pop();
    let message = message::unreadable();
    quote! {
        #[allow(unused_variables)]
        #(#tokens)* { const { ::core::panic!(#message) } }
    }
}
