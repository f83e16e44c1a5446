//! The operations: an input and an output each, in a file of its own. What they have in common is here.

mod content;
mod encode;
#[macro_use]
mod input;
#[macro_use]
mod output;
mod value;

mod cancel_participant_authentication;
mod complete_attachment_upload;
mod create_participant_connection;
mod describe_view;
mod disconnect_participant;
mod get_attachment;
mod get_authentication_url;
mod get_transcript;
mod send_event;
mod send_message;
mod start_attachment_upload;

use std::fmt;

use connect_participant_model::Operation;
use serde::de::{Deserialize, DeserializeOwned, Deserializer};

use crate::{Error, Result};

pub(crate) use self::encode::encode;
pub(crate) use self::value::{AsValue, Value, forms_of};

pub use self::cancel_participant_authentication::*;
pub use self::complete_attachment_upload::*;
pub use self::create_participant_connection::*;
pub use self::describe_view::*;
pub use self::disconnect_participant::*;
pub use self::get_attachment::*;
pub use self::get_authentication_url::*;
pub use self::get_transcript::*;
pub use self::send_event::*;
pub use self::send_message::*;
pub use self::start_attachment_upload::*;

/// What stands for a value in `Debug` that is not to be told.
pub(crate) struct Hidden;

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

/// The input of an operation.
pub trait Input: AsValue {
    /// The operation's row in the service's model.
    const OPERATION: &'static Operation;

    /// What the operation returns.
    type Output: Output;
}

/// The output of an operation.
pub trait Output: DeserializeOwned + Send {
    /// What a success without a body means: nothing but for an output without members.
    fn of_no_body() -> Option<Self> {
        None
    }
}

/// A member that is required, or its default: Smithy has
/// [clients do without](https://smithy.io/2.0/spec/aggregate-types.html#client-error-correction) rather than fail.
pub(crate) fn or_default<'de, T: Deserialize<'de> + Default, D: Deserializer<'de>>(
    deserializer: D,
) -> std::result::Result<T, D::Error> {
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}

/// What a method may return for an operation with the output `O`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not what a method of this operation returns",
    label = "expected `Result<{O}>`, `Result<{O}, E>` or `Result<(), E>`",
    note = "`E` is any error type that is `From<connect_participant::Error>`"
)]
pub trait Returns<O> {
    /// The result of the call, as the method returns it.
    fn returns(result: Result<O>) -> Self;
}

impl<O, T: FromOutput<O>, E: From<Error>> Returns<O> for Result<T, E> {
    fn returns(result: Result<O>) -> Self {
        match result {
            Ok(output) => Ok(T::from_output(output)),
            Err(error) => Err(E::from(error)),
        }
    }
}

/// What a method may make of the output `O`: the output itself, or nothing.
#[diagnostic::on_unimplemented(
    message = "a method of this operation cannot return `{Self}`",
    label = "expected `{O}` or `()`"
)]
pub trait FromOutput<O> {
    /// Makes it.
    fn from_output(output: O) -> Self;
}

impl<O: Output> FromOutput<O> for O {
    fn from_output(output: O) -> Self {
        output
    }
}

impl<O: Output> FromOutput<O> for () {
    fn from_output(_: O) {}
}
