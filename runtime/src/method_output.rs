//! The types that an annotated method can return.

use crate::error::{Error, Result};
use crate::protocol::output::OperationOutput;

/// A type that a method can return for an operation with the output `O`.
#[diagnostic::on_unimplemented(
    message = "a method for this operation cannot return `{Self}`",
    label = "expected `Result<{O}>`, `Result<{O}, E>` or `Result<(), E>`",
    note = "`E` is any type that implements `From<connect_participant::Error>`"
)]
pub trait MethodOutput<O> {
    /// Converts the result of the call.
    fn from_result(result: Result<O>) -> Self;
}

impl<O, T: FromOutput<O>, E: From<Error>> MethodOutput<O> for Result<T, E> {
    fn from_result(result: Result<O>) -> Self {
        match result {
            Ok(output) => Ok(T::from_output(output)),
            Err(error) => Err(E::from(error)),
        }
    }
}

/// A type that can be made from the output `O`: the output itself, or `()`.
#[diagnostic::on_unimplemented(
    message = "a method for this operation cannot return `{Self}`",
    label = "expected `{O}` or `()`"
)]
pub trait FromOutput<O> {
    /// Converts the output.
    fn from_output(output: O) -> Self;
}

impl<O: OperationOutput> FromOutput<O> for O {
    fn from_output(output: O) -> Self {
        output
    }
}

impl<O: OperationOutput> FromOutput<O> for () {
    fn from_output(_: O) {}
}
