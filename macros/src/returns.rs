//! The return type of the annotated method.

use connect_participant_model::Operation;
use proc_macro2::Ident;
use syn::TypeParamBound;
use syn::punctuated::Punctuated;
use syn::{GenericArgument, PathArguments, PathSegment, ReturnType, Signature, Token, Type};

use crate::errors::{Errors, Place};
use crate::message;
use crate::types::{type_argument, without_delimiters};

/// The form of the returned future or result, and its output.
pub(crate) struct Returns {
    pub(crate) form: Form,
    /// `None` if the output was reported.
    pub(crate) output: Option<Type>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// `async fn … -> Output`
    Async,
    /// `fn … -> impl Future<Output = Output>`
    Impl,
    /// `fn … -> Pin<Box<dyn Future<Output = Output> + Send + '_>>`
    Boxed,
    /// `fn … -> Output`
    Blocking,
}

type Bounds = Punctuated<TypeParamBound, Token![+]>;

impl Returns {
    /// Reads the return type. Returns `None` if it is neither a future nor a result.
    pub(crate) fn read(
        signature: &Signature,
        operation: Option<&Operation>,
        errors: &mut Errors,
    ) -> Option<Self> {
        let name = &signature.ident;
        let is_async = signature.asyncness.is_some();
        let (form, output) = match &signature.output {
            ReturnType::Default => {
                errors.push(Place::Name, name.span(), message::returns_nothing(name, operation));
                return is_async.then_some(Self { form: Form::Async, output: None });
            }
            ReturnType::Type(_, ty) if is_async => (Form::Async, Some(&**ty)),
            ReturnType::Type(_, ty) => Self::read_written(ty, name, operation, errors)?,
        };
        let output = output.filter(|output| match without_delimiters(output) {
            Type::Tuple(unit) if unit.elems.is_empty() => {
                errors.push(Place::Name, name.span(), message::returns_nothing(name, operation));
                false
            }
            Type::ImplTrait(hidden) => {
                let message = message::hidden_output(name, operation);
                errors.push_spanned(Place::ReturnType, hidden, message);
                false
            }
            _ => true,
        });
        Some(Self { form, output: output.cloned() })
    }

    /// Reads the return type of a method that is not `async`: a future that is written out, or a
    /// result.
    fn read_written<'a>(
        ty: &'a Type,
        name: &Ident,
        operation: Option<&Operation>,
        errors: &mut Errors,
    ) -> Option<(Form, Option<&'a Type>)> {
        if let Some(output) = type_argument(ty, "BoxFuture") {
            return Some((Form::Boxed, Some(output)));
        }
        let (form, bounds) = if let Type::ImplTrait(future) = without_delimiters(ty) {
            (Form::Impl, &future.bounds)
        } else if let Some(bounds) = boxed_bounds(ty) {
            (Form::Boxed, bounds)
        } else if cfg!(feature = "blocking") && is_result(ty) {
            return Some((Form::Blocking, Some(ty)));
        } else {
            errors.push(Place::Name, name.span(), message::not_async(name));
            return None;
        };
        let Some(future) = bounds.iter().find_map(|bound| trait_of_name(bound, "Future")) else {
            errors.push_spanned(Place::ReturnType, ty, message::not_a_future(name, operation));
            return None;
        };
        let output = future_output(future);
        if output.is_none() {
            errors.push_spanned(Place::ReturnType, ty, message::not_a_future(name, operation));
        }
        let is_send = bounds.iter().any(|bound| trait_of_name(bound, "Send").is_some());
        if form == Form::Boxed && !is_send {
            errors.push_spanned(Place::ReturnType, ty, message::boxed_without_send(name));
        }
        Some((form, output))
    }
}

/// Returns `true` for `Result<…>`, and for a type whose name ends with it.
fn is_result(ty: &Type) -> bool {
    let Type::Path(path) = without_delimiters(ty) else { return false };
    path.path.segments.last().is_some_and(|last| last.ident.to_string().ends_with("Result"))
}

/// Returns the bounds in `Pin<Box<dyn …>>`.
fn boxed_bounds(ty: &Type) -> Option<&Bounds> {
    let boxed = type_argument(ty, "Pin")?;
    match without_delimiters(type_argument(boxed, "Box")?) {
        Type::TraitObject(object) => Some(&object.bounds),
        _ => None,
    }
}

/// Returns the last path segment of a bound if it is a trait of this name.
fn trait_of_name<'a>(bound: &'a TypeParamBound, name: &str) -> Option<&'a PathSegment> {
    let TypeParamBound::Trait(bound) = bound else { return None };
    bound.path.segments.last().filter(|last| last.ident == name)
}

/// Returns the `T` of `Future<Output = T>`.
fn future_output(future: &PathSegment) -> Option<&Type> {
    let PathArguments::AngleBracketed(arguments) = &future.arguments else { return None };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::AssocType(output) if output.ident == "Output" => Some(&output.ty),
        _ => None,
    })
}
