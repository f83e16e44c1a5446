//! The operations: an input and an output each. What they have in common is here.

mod send_event;

use connect_participant_model::{Length, Operation};
use http::HeaderValue;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Error, Result};

pub use self::send_event::{SendEventInput, SendEventOutput};

/// The input of an operation.
pub trait Input {
    /// The operation's row in the service's model.
    const OPERATION: &'static Operation;

    /// What the operation returns.
    type Output: Output;

    /// What the request carries, if the input is one that the service would take.
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](crate::ErrorKind::InvalidInput) otherwise.
    fn encode(self) -> Result<Encoded>;
}

/// What a request carries.
#[derive(Debug)]
pub struct Encoded {
    /// The token that authorises it.
    pub(crate) bearer: HeaderValue,
    /// What kind of event or message the call is about, where it is.
    pub(crate) content_type: Option<&'static str>,
    /// JSON.
    pub(crate) body: String,
}

/// Checks the length of a member that the user gave, under the name that the user knows it by.
fn check_length(name: &str, length: Length, value: &str) -> Result<()> {
    length.check(value).map_err(|problem| Error::invalid_input(format!("the {name} {problem}")))
}

/// Writes JSON, which cannot fail for what the inputs are made of.
fn write_json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value)
        .map_err(|error| Error::invalid_input("the input cannot be written").with_source(error))
}

/// The output of an operation.
pub trait Output: DeserializeOwned + Send {}

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
