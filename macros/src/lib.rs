//! The attribute macro of [`connect-participant`](https://docs.rs/connect-participant), which re-exports and explains it.
//!
//! The files are the way of a method through the macro: `args` (the attribute) and `method` (the annotated method) are
//! read, `check`, `members` and `literal` hold both against the service's model, and `expand` writes the body, or
//! `stub` one that never finishes beside the `errors`. Every sentence that a user can read is in `message`.

mod args;
mod check;
mod errors;
mod expand;
mod expression;
mod literal;
mod members;
mod message;
mod method;
mod nearest;
mod source;
mod span;
mod stub;
#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;
use quote::quote;

use crate::args::Args;
use crate::errors::Errors;
use crate::method::{Method, NoMethod};

#[allow(missing_docs, reason = "documented where the runtime re-exports it")]
#[proc_macro_attribute]
pub fn participant_operation(
    args: proc_macro::TokenStream,
    item: proc_macro::TokenStream,
) -> proc_macro::TokenStream {
    implement(args.into(), item.into()).into()
}

/// The method with its body, or the errors beside something that keeps the rest of the crate compiling.
fn implement(args: TokenStream, item: TokenStream) -> TokenStream {
    let (emitted, error) = check_and_expand(args, item);
    let errors = error.map(syn::Error::into_compile_error);
    quote!(#errors #emitted)
}

/// What is emitted in the place of the item, and every mistake.
fn check_and_expand(args: TokenStream, item: TokenStream) -> (TokenStream, Option<syn::Error>) {
    let ((method, call), error) = Errors::gather(|errors| {
        let args = Args::read(args, errors);
        let method = Method::read(item, &args, errors);
        let call = method.as_ref().ok().and_then(|method| check::check(&args, method, errors));
        (method, call)
    });
    match (method, call, error) {
        (Ok(method), Some(call), None) => (expand::expand(&method, &call), None),
        (Ok(method), call, error) => {
            let error = error.unwrap_or_else(|| message::bug(method.name()));
            (stub::stub(&method, call.as_ref()), Some(error))
        }
        (Err(NoMethod::Misplaced(item)), _, error) => (item, error),
        (Err(NoMethod::Unreadable(item)), _, error) => (stub::unreadable(item), error),
    }
}
