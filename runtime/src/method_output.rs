//! The types that an annotated method can return.

use crate::error::{Error, Result};
use crate::metadata::{ResponseMetadata, WithMetadata};
use crate::protocol::output::OperationOutput;

/// A type that an annotated method can return for an operation with the output `O`.
///
/// It is implemented for `Result<T, E>`: [`FromOutput`] lists what `T` can be, and `E` is any error
/// type that implements `From<Error>`. It is not meant to be implemented for other types.
#[diagnostic::on_unimplemented(
    message = "a method of this operation cannot return `{Self}`",
    label = "expected `Result<{O}>`, `Result<()>` or another `Result`",
    note = "return `Result<T, E>`: `T` is `{O}`, `()` or another type that implements `FromOutput<{O}>`, and `E` is any type that implements `From<connect_participant::Error>`"
)]
pub trait MethodOutput<O>: Sized {
    /// Converts the result of a call.
    #[doc(hidden)]
    fn convert(result: Result<Completed<'_, O>>) -> Self;
}

/// The output of a successful call, with the call.
pub struct Completed<'a, O> {
    pub(crate) output: O,
    pub(crate) call: &'a dyn CompletedCall,
}

/// A successful call.
pub trait CompletedCall {
    /// Returns the metadata of the response.
    fn metadata(&self) -> ResponseMetadata;

    /// Adds the data of the call to an error of the conversion of its output.
    fn locate(&self, error: Error) -> Error;
}

/// The function [`MethodOutput::convert`] of a type.
///
/// An expansion passes it to the function that makes the call. If that function had the bound
/// `MethodOutput` instead, an error about the type would show the function too. It is a pointer,
/// because a type parameter for it would have a bound that repeats some errors.
pub(crate) type Conversion<O, R> = fn(Result<Completed<'_, O>>) -> R;

impl<O, T: FromOutput<O>, E: From<Error>> MethodOutput<O> for Result<T, E> {
    fn convert(result: Result<Completed<'_, O>>) -> Self {
        let Completed { output, call } = result?;
        Ok(T::__from_call(output, call).map_err(|error| call.locate(error))?)
    }
}

/// A type that an annotated method can return instead of the output `O` of its operation.
///
/// A method that returns `Result<T>` converts the output to `T`. These types implement it:
///
/// | operation | type | value |
/// |---|---|---|
/// | each one | its output | the output itself |
/// | each one | `()` | nothing |
/// | each one | [`WithMetadata<T>`](WithMetadata) | any of these, with the request id, the status and the number of attempts |
/// | `CreateParticipantConnection` | [`ConnectionToken`](crate::ConnectionToken) | the connection token |
/// | `CreateParticipantConnection` | [`ConnectionCredentials`](crate::ConnectionCredentials) | the connection token, with its expiry |
/// | `CreateParticipantConnection` | [`Websocket`](crate::Websocket) | the websocket |
/// | `CreateParticipantConnection` | [`WebRtcConnection`](crate::WebRtcConnection) | the meeting for a call |
/// | `DescribeView` | [`View`](crate::View) | the view |
/// | `GetTranscript` | `Vec<`[`Item`](crate::Item)`>` | the items of the page; its `next_token` is dropped |
///
/// If the service leaves the value out, the method returns
/// [`UnreadableResponse`](crate::ErrorKind::UnreadableResponse).
///
/// An output with several values has no type of its own here. A URL has none either: it is a
/// secret, and a `String` shows it in `{:?}`, while the output does not.
///
/// # Your own types
///
/// Implement it for the part of an output that you need. The client adds the operation, the status,
/// the request id and the number of attempts to your error:
///
/// ```
/// use connect_participant::{
///     ConnectionToken, Error, FromOutput, Participant, Result, SendMessageOutput,
///     participant_operation,
/// };
///
/// /// The id of a message.
/// struct MessageId(String);
///
/// impl FromOutput<SendMessageOutput> for MessageId {
///     fn from_output(output: SendMessageOutput) -> Result<Self> {
///         let missing = || Error::unreadable_response("the response has no `Id`");
///         output.id.map(Self).ok_or_else(missing)
///     }
/// }
///
/// trait Desk: Participant {
///     #[participant_operation(SendMessage, content_type = "text/plain")]
///     async fn say(
///         &self,
///         content: &str,
///         connection_token: &ConnectionToken,
///     ) -> Result<MessageId>;
/// }
/// ```
///
/// A type can also be made from every output:
///
/// ```
/// use std::time::SystemTime;
///
/// use connect_participant::{FromOutput, OperationOutput, Result};
///
/// /// An output, and the time at which it arrived.
/// struct Timed<O>(O, SystemTime);
///
/// impl<O: OperationOutput> FromOutput<O> for Timed<O> {
///     fn from_output(output: O) -> Result<Self> {
///         Ok(Self(output, SystemTime::now()))
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "a method of this operation cannot return `{Self}`",
    label = "expected `{O}`, `()` or a type that implements `FromOutput<{O}>`",
    note = "return `{O}` or `()`, the one thing that the operation is about, or a type of yours that implements `FromOutput<{O}>`"
)]
pub trait FromOutput<O>: Sized {
    /// Converts the output of a successful call.
    ///
    /// The call is not retried after an error, because it has taken effect.
    ///
    /// # Errors
    ///
    /// [`Error::unreadable_response`] if the output has no value for this type.
    fn from_output(output: O) -> Result<Self>;

    /// Converts the output of a successful call, with the call.
    #[doc(hidden)]
    fn __from_call(output: O, _: &dyn CompletedCall) -> Result<Self> {
        Self::from_output(output)
    }
}

#[diagnostic::do_not_recommend]
impl<O: OperationOutput> FromOutput<O> for O {
    fn from_output(output: O) -> Result<Self> {
        Ok(output)
    }
}

// It is recommended, because rustc names an impl of `MethodOutput` otherwise.
impl<O: OperationOutput> FromOutput<O> for () {
    fn from_output(_: O) -> Result<Self> {
        Ok(())
    }
}

/// Outside of a call, the metadata is empty.
#[diagnostic::do_not_recommend]
impl<O: OperationOutput, T: FromOutput<O>> FromOutput<O> for WithMetadata<T> {
    fn from_output(output: O) -> Result<Self> {
        T::from_output(output).map(Self::from)
    }

    fn __from_call(output: O, call: &dyn CompletedCall) -> Result<Self> {
        Ok(Self::new(T::__from_call(output, call)?, call.metadata()))
    }
}

/// Returns the value of a member of an output.
///
/// # Errors
///
/// [`UnreadableResponse`](crate::ErrorKind::UnreadableResponse) if the service has left it out.
pub(crate) fn required<T>(value: Option<T>, member: &str) -> Result<T> {
    value.ok_or_else(|| Error::unreadable_response(format!("the response has no `{member}`")))
}
