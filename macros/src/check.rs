//! The attribute and the method, held against the service.

use connect_participant_model::{ContentType, OPERATIONS, Operation, operation};
use proc_macro2::Span;
use syn::ext::IdentExt as _;
use syn::{Path, Token, Type};

use crate::args::{Args, OperationName};
use crate::errors::{Errors, Place};
use crate::members::{Argument, Members};
use crate::message;
use crate::method::{Form, Method, Returns};
use crate::nearest::nearest;

/// The operations that the runtime has an input and an output for.
const SUPPORTED: &[&str] = &["SendEvent"];

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

/// The operation that the attribute names, or else the method's name. A slip counts as what it is a slip of, so that the
/// other mistakes are found too.
fn find_operation(
    args: &Args,
    method: &Method,
    errors: &mut Errors,
) -> Option<(&'static Operation, Span)> {
    let method_name = method.name();
    let (place, name, span) = match &args.operation {
        Some(OperationName { place, name, span }) => (*place, name.clone(), *span),
        None if args.is_empty => {
            let wanted = method_name.unraw().to_string();
            let named = OPERATIONS.iter().find(|operation| operation.method_name() == wanted);
            let Some(Operation { name, .. }) = named else {
                let message = message::not_named_after_an_operation(&wanted, SUPPORTED);
                errors.push(Place::Name, method_name.span(), message);
                return None;
            };
            (Place::Name, (*name).to_owned(), method_name.span())
        }
        None => {
            if !args.has_unreadable {
                errors.push(Place::Name, method_name.span(), message::no_operation(SUPPORTED));
            }
            return None;
        }
    };
    let is_known = operation(&name).is_some();
    let names = || OPERATIONS.iter().map(|operation| operation.name);
    let meant = if is_known { Some(name.as_str()) } else { nearest(&name, names()) };
    let supported = meant.filter(|meant| SUPPORTED.contains(meant)).and_then(operation);
    if !is_known {
        errors.push(place, span, message::unknown_operation(&name, meant, SUPPORTED));
    } else if supported.is_none() {
        errors.push(place, span, message::unsupported_operation(&name, SUPPORTED));
    }
    supported.map(|operation| (operation, span))
}
