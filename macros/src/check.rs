//! Checks the attribute and the method against the model of the service.

use connect_participant_model::{ContentType, Operation, operation};
use proc_macro2::Span;
use syn::ext::IdentExt as _;
use syn::{Token, Type};

use crate::args::{Args, OperationName};
use crate::errors::{Errors, Place};
use crate::members::{Argument, Members};
use crate::message;
use crate::method::Method;
use crate::returns::{Form, Returns};

/// The result of the checks.
pub(crate) struct Checked {
    /// `None` if too little is known for a call.
    pub(crate) call: Option<Call>,
    /// `true` if the connection token is taken from `self`.
    pub(crate) needs_connected: bool,
}

/// A call of an operation. Valid if no error was found.
pub(crate) struct Call {
    pub(crate) receiver: Token![self],
    pub(crate) form: Form,
    /// The output of the method's future.
    pub(crate) output: Type,
    pub(crate) operation: &'static Operation,
    /// The span of the operation's name.
    pub(crate) span: Span,
    /// The content type, if it is known at compile time.
    pub(crate) content_type: Option<&'static ContentType>,
    /// The bound members, in the order of the model.
    pub(crate) arguments: Vec<Argument>,
    /// `true` if the connection token is taken from `self`.
    pub(crate) needs_connected: bool,
}

/// Checks everything that is known at compile time.
///
/// If there are errors, the stub uses the valid part of the call.
pub(crate) fn check(args: &Args, method: &Method, errors: &mut Errors) -> Checked {
    let Some((operation, span)) = find_operation(args, method, errors) else {
        return Checked { call: None, needs_connected: false };
    };
    let members = Members::bind(operation, args, method, errors);
    let needs_connected = members.needs_connected();
    let content_type = members.content_type();
    let arguments = members.into_arguments();
    let call = method.receiver.zip(method.returns.as_ref()).and_then(|(receiver, returns)| {
        let Returns { form, output } = returns;
        let output = output.clone()?;
        Some(Call {
            receiver,
            form: *form,
            output,
            operation,
            span,
            content_type,
            arguments,
            needs_connected,
        })
    });
    Checked { call, needs_connected }
}

/// Returns the operation and the span of its name.
fn find_operation(
    args: &Args,
    method: &Method,
    errors: &mut Errors,
) -> Option<(&'static Operation, Span)> {
    let method_name = method.name();
    let intended = args.operation(method_name);
    let span = args.named.as_ref().map_or_else(|| method_name.span(), |named| named.span);
    match &args.named {
        Some(OperationName { place, name, span }) if operation(name).is_none() => {
            errors.push(*place, *span, message::unknown_operation(name, intended));
        }
        None if intended.is_none() && args.is_empty => {
            let message = message::not_named_after_an_operation(&method_name.unraw().to_string());
            errors.push(Place::Name, span, message);
        }
        None if intended.is_none() && !args.has_unreadable => {
            let message = message::no_operation(&method_name.unraw().to_string());
            errors.push(Place::Name, span, message);
        }
        _ => {}
    }
    Some((intended?, span))
}
