//! What stands in for a method that is wrong.

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

use crate::message;
use crate::method::{Form, Method};

/// The method with a body that never finishes, so that whoever implements or calls it is not told of its mistakes too.
pub(crate) fn stub(method: &Method) -> TokenStream {
    let Method { attributes, signature, returns, body, .. } = method;
    if body.is_some() {
        return quote!(#(#attributes)* #signature #body);
    }
    let never = match returns.as_ref().map(|returns| returns.form) {
        Some(Form::Async | Form::Impl) => quote!(::core::future::pending()),
        Some(Form::Boxed) => quote!(::std::boxed::Box::pin(::core::future::pending())),
        None => quote!(::std::process::abort()),
    };
    quote! {
        #[allow(unused_variables)]
        #(#attributes)*
        #signature { #never }
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
