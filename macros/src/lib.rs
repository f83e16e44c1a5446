//! The attribute macro of [`connect-participant`](https://docs.rs/connect-participant), which
//! re-exports and documents it.
//!
//! The modules follow the way of a method through the macro:
//!
//! 1. `args` reads the attribute, and `method` the annotated method.
//! 2. `check`, `members` and `literal` compare both with the model of the service.
//! 3. `expand` generates the body, and `signature` the signature. If there are `errors`, `stub`
//!    generates a body that never completes.
//!
//! `message` has the text of every error.

#![allow(unexpected_cfgs, reason = "rust-analyzer sets `rust_analyzer`")]

mod args;
mod check;
mod docs;
mod errors;
mod expand;
mod expression;
mod literal;
mod members;
mod message;
mod method;
mod parameter;
mod returns;
mod signature;
mod source;
mod span;
mod stub;
mod suggest;
#[cfg(test)]
mod tests;
mod types;

use proc_macro2::TokenStream;
use quote::quote;

use crate::args::Args;
use crate::check::Checked;
use crate::errors::Errors;
use crate::method::{Method, NotAMethod};

#[allow(missing_docs, reason = "documented where the runtime re-exports it")]
// An editor shows the docs of this crate, not those of the re-export.
#[cfg_attr(
    rust_analyzer,
    doc = "Implements a method as a call of an operation of the Amazon Connect Participant Service.\n\n\
           `#[participant_operation(Operation, member = value, …)]`\n\n\
           The compiler checks the operation and its members. Hover an operation or a member for \
           its documentation."
)]
#[proc_macro_attribute]
pub fn participant_operation(
    args: proc_macro::TokenStream,
    item: proc_macro::TokenStream,
) -> proc_macro::TokenStream {
    implement(args.into(), item.into()).into()
}

/// Returns the method with its body. If there are errors, returns them with a stub, so that the
/// rest of the crate still compiles.
fn implement(args: TokenStream, item: TokenStream) -> TokenStream {
    let (emitted, error) = check_and_expand(args, item);
    let errors = error.map(syn::Error::into_compile_error);
    // An editor follows the first token with a span of user code, which must be of the
    // method.
    quote!(#emitted #errors)
}

/// Returns the tokens that replace the item, and all errors.
fn check_and_expand(args: TokenStream, item: TokenStream) -> (TokenStream, Option<syn::Error>) {
    let ((args, read), error) = Errors::gather(|errors| {
        let args = Args::read(args, errors);
        let read = Method::read(item, &args, errors).map(|method| {
            let checked = check::check(&args, &method, errors);
            (method, checked)
        });
        (args, read)
    });
    match (read, error) {
        (Ok((method, Checked { call: Some(call), .. })), None) => {
            (expand::expand(&args, &method, &call), None)
        }
        (Ok((method, checked)), error) => {
            let error = error.unwrap_or_else(|| message::bug(method.name()));
            (stub::stub(&args, &method, &checked), Some(error))
        }
        (Err(NotAMethod::Misplaced(item)), error) => (item, error),
        (Err(NotAMethod::Unreadable(item)), error) => (stub::unreadable(item), error),
    }
}
