//! `SendMessage`.

use super::Output;
use crate::{ConnectionToken, MessageContentType, MessageProcessingStatus, Timestamp};

input! {
    /// The input of `SendMessage`.
    ///
    /// Source: [`SendMessage`, request](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_SendMessage.html#API_SendMessage_RequestBody).
    ///
    /// ```no_run
    /// use connect_participant::{Client, ConnectionToken, MessageContentType, Result, SendMessageInput};
    ///
    /// # async fn example(client: Client, connection_token: ConnectionToken) -> Result<()> {
    /// let input = SendMessageInput::new(MessageContentType::TextPlain, "Hello!", connection_token);
    /// let output = client.call(input).await?;
    /// println!("{:?} at {:?}", output.id, output.absolute_time);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](crate::ErrorKind::InvalidInput) before anything is sent: where the content is empty or too long, or
    /// the client token is too long. Otherwise what the service answers, see [`ErrorKind`](crate::ErrorKind), or that it
    /// does not.
    SendMessageInput for SEND_MESSAGE -> SendMessageOutput {
        /// A message with this content, of 1 to 16,384 bytes, sent by the participant whose connection token it is. The
        /// service takes 1,024 characters of text, and 12,000 of JSON.
        new(
            content_type "ContentType": MessageContentType,
            content "Content": String,
            connection_token "ConnectionToken": ConnectionToken
        );
        /// What the service knows a repeated call by, at most 500 characters. Without one, each call has a UUID of its
        /// own, which all its attempts share. An empty one is sent as it is, and nothing is known by it: turn
        /// [retries](crate::ClientBuilder::max_attempts) off then.
        client_token set_client_token "ClientToken": String;
    }
}

output! {
    /// The output of `SendMessage`. The service model requires no member.
    ///
    /// Source: [`SendMessage`, response](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_SendMessage.html#API_SendMessage_ResponseElements).
    SendMessageOutput {
        /// The id of the message, 1 to 256 characters: what a receipt names.
        id: String;
        /// When the service took the message.
        absolute_time: Timestamp;
        /// Where the processing of the message stands, in a chat that has messages processed.
        message_metadata: MessageProcessingMetadata;
    }
}

impl Output for SendMessageOutput {}

output! {
    /// Where the processing of a message stands.
    ///
    /// Source: [`MessageProcessingMetadata`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_MessageProcessingMetadata.html).
    MessageProcessingMetadata {
        /// Where it stands.
        message_processing_status: MessageProcessingStatus;
    }
}
