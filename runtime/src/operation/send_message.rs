//! `SendMessage`.

use std::fmt;

use connect_participant_model::{Operation, SEND_MESSAGE};
use serde::{Deserialize, Serialize, Serializer};

use crate::operation::get_transcript::item::MessageProcessingStatus;
use crate::protocol::input::{OperationInput, members};
use crate::protocol::output::{OperationOutput, Sealed, setters};
use crate::protocol::serialize::serialize;
use crate::protocol::value::Members;
use crate::redact::Written;
use crate::types::content_type::MessageContentType;
use crate::types::timestamp::Timestamp;
use crate::types::token::ConnectionToken;

/// The input of `SendMessage`, which sends a message to the other participants.
///
/// Source: [`SendMessage`,
/// request](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_SendMessage.html#API_SendMessage_RequestBody).
///
/// ```no_run
/// use connect_participant::{
///     Client, ConnectionToken, MessageContentType, Result, SendMessageInput,
/// };
///
/// # async fn example(client: Client, connection_token: ConnectionToken) -> Result<()> {
/// let content_type = MessageContentType::TextPlain;
/// let input = SendMessageInput::new(content_type, "Hello!", connection_token);
/// let output = client.call(input).await?;
/// println!("{:?} at {:?}", output.id, output.absolute_time);
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// [`InvalidInput`](crate::ErrorKind::InvalidInput) if the content is empty or too long, or the
/// client token is too long; nothing is sent then. For all other errors, see
/// [`Client::call`](crate::Client::call).
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct SendMessageInput {
    content_type: MessageContentType,
    content: String,
    client_token: Option<String>,
    connection_token: ConnectionToken,
}

/// Shows the sizes of texts that a participant has written, see
/// [`show_content_in_debug`](crate::show_content_in_debug).
impl fmt::Debug for SendMessageInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SendMessageInput")
            .field("content_type", &self.content_type)
            .field("content", &Written::new(&self.content))
            .field("client_token", &self.client_token)
            .field("connection_token", &self.connection_token)
            .finish()
    }
}

impl SendMessageInput {
    /// Creates the input for a message of the participant with this connection token.
    ///
    /// `content` must be 1 to 16,384 bytes. Some messaging channels have [lower limits][channels].
    ///
    /// [channels]: https://docs.aws.amazon.com/connect/latest/adminguide/feature-limits.html#chat-message-size-limits
    #[must_use]
    pub fn new(
        content_type: MessageContentType,
        content: impl Into<String>,
        connection_token: ConnectionToken,
    ) -> Self {
        Self { content_type, content: content.into(), client_token: None, connection_token }
    }

    /// Sets the idempotency token, at most 500 characters. Defaults to a new UUID for each call,
    /// which all attempts share.
    ///
    /// Do not set an empty one: the service cannot recognise a duplicate then, and a retry can
    /// record the message twice.
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
impl Serialize for SendMessageInput {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }
}

impl OperationInput for SendMessageInput {
    const OPERATION: &'static Operation = &SEND_MESSAGE;

    type Output = SendMessageOutput;

    fn members(&self) -> Members<'_> {
        members!(
            self,
            SEND_MESSAGE.members,
            [content_type, content, client_token, connection_token]
        )
    }
}

/// The output of `SendMessage`. All members are optional in the service model.
///
/// ```
/// use connect_participant::SendMessageOutput;
///
/// let output = SendMessageOutput::default().with_id("6bd8e4a7"); // for a fake in a test
/// assert_eq!(output.id.as_deref(), Some("6bd8e4a7"));
/// ```
///
/// Source: [`SendMessage`,
/// response](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_SendMessage.html#API_SendMessage_ResponseElements).
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct SendMessageOutput {
    /// The id of the message, 1 to 256 characters. A receipt names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The time at which the service recorded the message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub absolute_time: Option<Timestamp>,
    /// The processing of the message, in a chat with message processing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_metadata: Option<MessageProcessingMetadata>,
}

setters! {
    impl SendMessageOutput {
        pub fn with_id(id: String);
        pub fn with_absolute_time(absolute_time: Timestamp);
        pub fn with_message_metadata(message_metadata: MessageProcessingMetadata);
    }
}

impl OperationOutput for SendMessageOutput {}

impl Sealed for SendMessageOutput {}

/// The processing of a message.
///
/// Source:
/// [`MessageProcessingMetadata`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_MessageProcessingMetadata.html).
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct MessageProcessingMetadata {
    /// The status of the processing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_processing_status: Option<MessageProcessingStatus>,
}

setters! {
    impl MessageProcessingMetadata {
        pub fn with_message_processing_status(message_processing_status: MessageProcessingStatus);
    }
}
