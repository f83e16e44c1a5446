//! `SendEvent`.

use super::Output;
use crate::{ConnectionToken, EventContentType, Timestamp};

input! {
    /// The input of `SendEvent`.
    ///
    /// Source: [`SendEvent`, request](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_SendEvent.html#API_SendEvent_RequestBody).
    ///
    /// ```no_run
    /// use connect_participant::{Client, ConnectionToken, EventContentType, SendEventInput};
    ///
    /// # async fn example() -> connect_participant::Result<()> {
    /// let client = Client::from_env()?;
    /// let connection_token = ConnectionToken::new(std::env::var("CONNECTION_TOKEN").unwrap_or_default())?;
    ///
    /// let input = SendEventInput::new(EventContentType::MessageRead, connection_token).message_id("6bd8e4a7");
    /// let output = client.call(input).await?;
    /// println!("{:?} at {:?}", output.id, output.absolute_time);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](crate::ErrorKind::InvalidInput) before anything is sent: where a receipt does not name its
    /// message by either a message id or a content, another event does, or one of the strings is too long. Otherwise
    /// what the service answers, see [`ErrorKind`](crate::ErrorKind), or that it does not.
    SendEventInput for SEND_EVENT -> SendEventOutput {
        /// An event of this content type, sent by the participant whose connection token it is.
        new(content_type "ContentType": EventContentType, connection_token "ConnectionToken": ConnectionToken);
        /// The content of a receipt, as JSON: a [`message_id`](Self::message_id) is the safer way. At most 16,384 bytes.
        content set_content "Content": String;
        /// The message that a receipt is about. It becomes the content `{"messageId":"…"}`.
        message_id set_message_id "MessageId": String;
        /// What the service knows a repeated call by, at most 500 characters. Without one, each call has a UUID of its
        /// own, which all its attempts share. An empty one is sent as it is, and nothing is known by it: turn
        /// [retries](crate::ClientBuilder::max_attempts) off then.
        client_token set_client_token "ClientToken": String;
    }
}

output! {
    /// The output of `SendEvent`. The service model requires neither member.
    ///
    /// Source: [`SendEvent`, response](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_SendEvent.html#API_SendEvent_ResponseElements).
    ///
    /// A fake makes one from [`default`](Self::default):
    ///
    /// ```
    /// use connect_participant::SendEventOutput;
    ///
    /// let mut output = SendEventOutput::default();
    /// output.id = Some("6bd8e4a7".to_owned());
    /// ```
    SendEventOutput {
        /// The id of the event, 1 to 256 characters.
        id: String;
        /// When the service took the event.
        absolute_time: Timestamp;
    }
}

impl Output for SendEventOutput {}
