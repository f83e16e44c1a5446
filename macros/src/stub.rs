//! What stands in for a method that is wrong.

use proc_macro2::TokenStream;
use quote::quote;

use crate::method::{Form, Method};

/// The method with a body that never finishes, so that whoever implements or calls it is not told of its mistakes too.
pub(crate) fn stub(method: &Method) -> TokenStream {
    let Method { attributes, signature, returns, .. } = method;
    let body = match returns.as_ref().map(|returns| returns.form) {
        Some(Form::Async | Form::Impl) => quote!(::core::future::pending()),
        Some(Form::Boxed) => quote!(::std::boxed::Box::pin(::core::future::pending())),
        None => quote!(::std::process::abort()),
    };
    quote! {
        #[allow(unused_variables)]
        #(#attributes)*
        #signature { #body }
    }
}
