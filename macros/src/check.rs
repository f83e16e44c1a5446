//! The attribute and the method, held against the service.

use connect_participant_model::{ContentType, Operation, operation};
use proc_macro2::Span;
use syn::ext::IdentExt as _;
use syn::{Path, Token, Type};

use crate::args::{Args, OperationName};
use crate::errors::{Errors, Place};
use crate::members::{Argument, Members};
use crate::message;
use crate::method::{Form, Method, Returns};

/// A call: one that the service would understand, if no mistake was found.
pub(crate) struct Call {
    pub(crate) receiver: Token![self],
    pub(crate) form: Form,
    /// What the method's future yields.
    pub(crate) output: Type,
    pub(crate) operation: &'static Operation,
    /// Where the operation is named.
    pub(crate) span: Span,
    /// The runtime crate, where it is not where it usually is.
    pub(crate) runtime: Option<Path>,
    /// The content type, where it is known.
    pub(crate) content_type: Option<&'static ContentType>,
    /// What is bound, in the model's order.
    pub(crate) arguments: Vec<Argument>,
}

/// Checks what can be known at compile time. `None` where too little is known for a call; where mistakes were found, what
/// is right in it may be of use all the same.
pub(crate) fn check(args: &Args, method: &Method, errors: &mut Errors) -> Option<Call> {
    let (operation, span) = find_operation(args, method, errors)?;
    let members = Members::bind(operation, args, method, errors);
    let content_type = members.content_type();
    let arguments = members.into_arguments();
    let Returns { form, output } = method.returns.as_ref()?;
    Some(Call {
        receiver: method.receiver?,
        form: *form,
        output: output.clone()?,
        operation,
        span,
        runtime: args.runtime.clone(),
        content_type,
        arguments,
    })
}

/// The operation, and where it is named.
fn find_operation(
    args: &Args,
    method: &Method,
    errors: &mut Errors,
) -> Option<(&'static Operation, Span)> {
    let method_name = method.name();
    let meant = args.operation(method_name);
    let span = args.named.as_ref().map_or_else(|| method_name.span(), |named| named.span);
    match &args.named {
        Some(OperationName { place, name, span }) if operation(name).is_none() => {
            errors.push(*place, *span, message::unknown_operation(name, meant));
        }
        None if meant.is_none() && args.is_empty => {
            let message = message::not_named_after_an_operation(&method_name.unraw().to_string());
            errors.push(Place::Name, span, message);
        }
        None if meant.is_none() && !args.has_unreadable => {
            let message = message::no_operation(&method_name.unraw().to_string());
            errors.push(Place::Name, span, message);
        }
        _ => {}
    }
    Some((meant?, span))
}
