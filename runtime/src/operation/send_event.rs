//! `SendEvent`.

use std::fmt;

use connect_participant_model::{Operation, SEND_EVENT};
use serde::{Deserialize, Serialize, Serializer};

use crate::protocol::input::{OperationInput, members};
use crate::protocol::output::{OperationOutput, Sealed, setters};
use crate::protocol::serialize::serialize;
use crate::protocol::value::Members;
use crate::redact::Written;
use crate::types::content_type::EventContentType;
use crate::types::timestamp::Timestamp;
use crate::types::token::ConnectionToken;

/// The input of `SendEvent`, which tells the other participants that the sender is typing, has
/// received a message, or has read it.
///
/// Source: [`SendEvent`,
/// request](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_SendEvent.html#API_SendEvent_RequestBody).
///
/// ```no_run
/// use connect_participant::{
///     Client, ConnectionToken, EventContentType, SendEventInput,
/// };
///
/// # async fn example() -> connect_participant::Result<()> {
/// let client = Client::from_env()?;
/// let connection_token =
///     ConnectionToken::new(std::env::var("CONNECTION_TOKEN").unwrap_or_default())?;
///
/// let input = SendEventInput::new(EventContentType::MessageRead, connection_token)
///     .message_id("6bd8e4a7");
/// let output = client.call(input).await?;
/// println!("{:?} at {:?}", output.id, output.absolute_time);
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// [`InvalidInput`](crate::ErrorKind::InvalidInput) if a receipt has neither a message id nor
/// content, or both; if another event has one of them; or if a value is too long. Nothing is sent
/// then. For all other errors, see
/// [`Client::call`](crate::Client::call).
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct SendEventInput {
    content_type: EventContentType,
    content: Option<String>,
    message_id: Option<String>,
    client_token: Option<String>,
    connection_token: ConnectionToken,
}

/// Shows the sizes of texts that a participant has written, see
/// [`show_content_in_debug`](crate::show_content_in_debug).
impl fmt::Debug for SendEventInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SendEventInput")
            .field("content_type", &self.content_type)
            .field("content", &Written::new(self.content.as_ref()))
            .field("message_id", &self.message_id)
            .field("client_token", &self.client_token)
            .field("connection_token", &self.connection_token)
            .finish()
    }
}

impl SendEventInput {
    /// Creates the input for an event of the participant with this connection token.
    #[must_use]
    pub fn new(content_type: EventContentType, connection_token: ConnectionToken) -> Self {
        Self { content_type, content: None, message_id: None, client_token: None, connection_token }
    }

    /// Sets the content of a receipt, in JSON, at most 16,384 bytes. Prefer
    /// [`message_id`](Self::message_id).
    #[must_use]
    pub fn content(self, content: impl Into<String>) -> Self {
        self.set_content(Some(content.into()))
    }

    /// Like [`content`](Self::content), but takes an `Option`.
    #[must_use]
    pub fn set_content(mut self, content: Option<String>) -> Self {
        self.content = content;
        self
    }

    /// Sets the message of a receipt. It is sent as the content `{"messageId":"…"}`.
    #[must_use]
    pub fn message_id(self, message_id: impl Into<String>) -> Self {
        self.set_message_id(Some(message_id.into()))
    }

    /// Like [`message_id`](Self::message_id), but takes an `Option`.
    #[must_use]
    pub fn set_message_id(mut self, message_id: Option<String>) -> Self {
        self.message_id = message_id;
        self
    }

    /// Sets the idempotency token, at most 500 characters. Defaults to a new UUID for each call,
    /// which all attempts share.
    ///
    /// Do not set an empty one: the service cannot recognise a duplicate then, and a retry can
    /// record the event twice.
    #[must_use]
    pub fn client_token(self, client_token: impl Into<String>) -> Self {
        self.set_client_token(Some(client_token.into()))
    }

    /// Like [`client_token`](Self::client_token), but takes an `Option`.
    #[must_use]
    pub fn set_client_token(mut self, client_token: Option<String>) -> Self {
        self.client_token = client_token;
        self
    }
}

/// Leaves out the token, see [`OperationInput`].
impl Serialize for SendEventInput {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }
}

impl OperationInput for SendEventInput {
    const OPERATION: &'static Operation = &SEND_EVENT;

    type Output = SendEventOutput;

    fn members(&self) -> Members<'_> {
        members!(
            self,
            SEND_EVENT.members,
            [content_type, content, message_id, client_token, connection_token]
        )
    }
}

/// The output of `SendEvent`. Both members are optional in the service model.
///
/// Source: [`SendEvent`,
/// response](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_SendEvent.html#API_SendEvent_ResponseElements).
///
/// A fake in a test creates one from [`default`](Self::default):
///
/// ```
/// use connect_participant::SendEventOutput;
///
/// let output = SendEventOutput::default().with_id("6bd8e4a7");
/// assert_eq!(output.id.as_deref(), Some("6bd8e4a7"));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct SendEventOutput {
    /// The id of the event, 1 to 256 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The time at which the service recorded the event.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub absolute_time: Option<Timestamp>,
}

setters! {
    impl SendEventOutput {
        pub fn with_id(id: String);
        pub fn with_absolute_time(absolute_time: Timestamp);
    }
}

impl OperationOutput for SendEventOutput {}

impl Sealed for SendEventOutput {}
