//! What stands in for a method that is wrong.

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

use crate::check::Call;
use crate::expand::stub_body;
use crate::message;
use crate::method::{Form, Method, Returns};

/// The method with a body that never finishes, so that whoever implements or calls it is not told of its mistakes too.
pub(crate) fn stub(method: &Method, call: Option<&Call>) -> TokenStream {
    let Method { attributes, signature, returns, body, .. } = method;
    if body.is_some() {
        return quote!(#(#attributes)* #signature #body);
    }
    let body = match (call, returns) {
        (Some(call), _) => stub_body(method, call),
        (None, None | Some(Returns { form: Form::Async, output: None })) => {
            quote!(::std::process::abort())
        }
        (None, Some(Returns { form: Form::Boxed, .. })) => {
            quote!(::std::boxed::Box::pin(::core::future::pending()))
        }
        (None, Some(Returns { output: Some(_), .. })) => quote!(::core::future::pending()),
        (None, Some(Returns { output: None, .. })) => quote!(::core::future::pending::<()>()),
    };
    quote! {
        #[allow(unused_mut, unused_variables)]
        #(#attributes)*
        #signature { #body }
    }
}

/// The item as it is, but with a body, so that whoever implements or calls the method is not told of it.
///
/// rustc has reported already what does not parse. Should it know a syntax that syn does not, then there is a method
/// that nobody can build: its body is evaluated, in vain, where the method is used.
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
