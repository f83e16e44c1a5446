//! `SendEvent`.

use std::borrow::Cow;

use connect_participant_model::{
    CLIENT_TOKEN_LENGTH, CONTENT_LENGTH, Content, Operation, SEND_EVENT, receipt,
};
use serde::{Deserialize, Serialize};

use super::{Encoded, Input, Output, check_length, write_json};
use crate::client::call;
use crate::{Client, ConnectionToken, Error, EventContentType, Result, Timestamp, random};

impl Client {
    /// Calls `SendEvent`: tells the other participants that this one types, has got or has read a message.
    ///
    /// An annotated trait method does the same, and has the compiler check the input.
    ///
    /// ```no_run
    /// use connect_participant::{Client, ConnectionToken, EventContentType, SendEventInput};
    ///
    /// # async fn example() -> connect_participant::Result<()> {
    /// let client = Client::from_env()?;
    /// let connection_token = ConnectionToken::new(std::env::var("CONNECTION_TOKEN").unwrap_or_default())?;
    ///
    /// let input = SendEventInput::new(EventContentType::MessageRead, connection_token).message_id("6bd8e4a7");
    /// let output = client.send_event(input).await?;
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
    pub fn send_event(
        &self,
        input: SendEventInput,
    ) -> impl Future<Output = Result<SendEventOutput>> + Send + use<'_> {
        call(self, input)
    }
}

/// The input of `SendEvent`.
///
/// Source: [`SendEvent`, request](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_SendEvent.html#API_SendEvent_RequestBody).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SendEventInput {
    content_type: EventContentType,
    content: Option<String>,
    message_id: Option<String>,
    client_token: Option<String>,
    connection_token: ConnectionToken,
}

impl SendEventInput {
    /// An event of this content type, sent by the participant whose connection token it is.
    #[must_use]
    pub fn new(content_type: EventContentType, connection_token: ConnectionToken) -> Self {
        Self { content_type, content: None, message_id: None, client_token: None, connection_token }
    }

    /// The message that a receipt is about. It becomes the content `{"messageId":"…"}`.
    #[must_use]
    pub fn message_id(self, message_id: impl Into<String>) -> Self {
        self.set_message_id(Some(message_id.into()))
    }

    /// The message that a receipt is about, if there is one: see [`message_id`](Self::message_id).
    #[must_use]
    pub fn set_message_id(mut self, message_id: Option<String>) -> Self {
        self.message_id = message_id;
        self
    }

    /// The content of a receipt, as JSON: a [`message_id`](Self::message_id) is the safer way. At most 16,384 bytes.
    #[must_use]
    pub fn content(self, content: impl Into<String>) -> Self {
        self.set_content(Some(content.into()))
    }

    /// The content, if there is one: see [`content`](Self::content).
    #[must_use]
    pub fn set_content(mut self, content: Option<String>) -> Self {
        self.content = content;
        self
    }

    /// What the service knows a repeated call by, at most 500 characters. Without one, each call has a UUID of its own,
    /// which all its attempts share. An empty one is sent as it is, and nothing is known by it: turn
    /// [retries](crate::ClientBuilder::max_attempts) off then.
    #[must_use]
    pub fn client_token(self, client_token: impl Into<String>) -> Self {
        self.set_client_token(Some(client_token.into()))
    }

    /// The client token, if there is one: see [`client_token`](Self::client_token).
    #[must_use]
    pub fn set_client_token(mut self, client_token: Option<String>) -> Self {
        self.client_token = client_token;
        self
    }

    /// The content as it goes over the wire, if the content type has one.
    fn checked_content(&self) -> Result<Option<Cow<'_, str>>> {
        let content_type = self.content_type;
        let refused =
            |problem: &str| Err(Error::invalid_input(format!("`{content_type}` {problem}")));
        let content = match (content_type.row().content, &self.content, &self.message_id) {
            (Content::None, None, None) => None,
            (Content::None, ..) => return refused("has no content, and no message id"),
            (_, Some(_), Some(_)) => return refused("takes a message id or a content, not both"),
            (Content::Receipt, None, None) => return refused("needs a message id"),
            (Content::Receipt, None, Some(id)) if id.is_empty() => {
                return refused("has an empty message id");
            }
            (Content::Receipt, None, Some(id)) => {
                Some(Cow::Owned(write_json(&Receipt { message_id: id })?))
            }
            (Content::Receipt, Some(content), None) => {
                if let Err(problem) = receipt::check(content) {
                    return refused(&format!("has a content that {problem}"));
                }
                Some(Cow::Borrowed(content.as_str()))
            }
            (Content::Text, content, None) => content.as_deref().map(Cow::Borrowed),
            (Content::Text, None, Some(_)) => return refused("has no message id"),
        };
        if let Some(content) = &content {
            check_length("content", CONTENT_LENGTH, content)?;
        }
        Ok(content)
    }
}

impl Input for SendEventInput {
    const OPERATION: &'static Operation = &SEND_EVENT;

    type Output = SendEventOutput;

    fn encode(self) -> Result<Encoded> {
        let content = self.checked_content()?;
        let client_token = match &self.client_token {
            Some(token) => Cow::Borrowed(token.as_str()),
            None => Cow::Owned(random::uuid()?.to_string()),
        };
        check_length("client token", CLIENT_TOKEN_LENGTH, &client_token)?;
        let content_type = self.content_type.as_str();
        let body = write_json(&Body {
            content_type,
            content: content.as_deref(),
            client_token: &client_token,
        })?;
        Ok(Encoded { bearer: self.connection_token.into(), content_type: Some(content_type), body })
    }
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Body<'a> {
    content_type: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    content: Option<&'a str>,
    client_token: &'a str,
}

/// What a receipt has for its content.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Receipt<'a> {
    message_id: &'a str,
}

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
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct SendEventOutput {
    /// The id of the event, 1 to 256 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// When the service took the event.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub absolute_time: Option<Timestamp>,
}

impl Output for SendEventOutput {}
