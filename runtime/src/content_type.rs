//! What an event says.

use std::fmt;
use std::str::FromStr;

use connect_participant_model as model;

use crate::Error;
use crate::error::quoted;

/// The content type of an event: what it says about the participant who sends it.
///
/// Source: [`SendEvent`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_SendEvent.html#connectparticipant-SendEvent-request-ContentType).
///
/// ```
/// use connect_participant::EventContentType;
///
/// assert_eq!(EventContentType::Typing.as_str(), "application/vnd.amazonaws.connect.event.typing");
/// assert!("application/vnd.amazonaws.connect.event.participant.joined".parse::<EventContentType>().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EventContentType {
    /// `application/vnd.amazonaws.connect.event.typing`: is typing. It has no content. There is no event for having
    /// stopped: AWS's own clients send it once in 10 seconds at most, and show it for 12.
    Typing,
    /// `application/vnd.amazonaws.connect.event.message.delivered`: has got a message. Its content names the message.
    MessageDelivered,
    /// `application/vnd.amazonaws.connect.event.message.read`: has read a message. Its content names the message.
    MessageRead,
    /// `application/vnd.amazonaws.connect.event.connection.acknowledged`: has connected. It has no content.
    #[deprecated(
        note = "not maintained since 2024-12-31: call `CreateParticipantConnection` with `ConnectParticipant` set to `true` instead"
    )]
    ConnectionAcknowledged,
}

impl EventContentType {
    /// What goes over the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.row().value
    }

    /// What the service's model says about it.
    pub(crate) const fn row(self) -> &'static model::ContentType {
        match self {
            Self::Typing => &model::TYPING,
            Self::MessageDelivered => &model::MESSAGE_DELIVERED,
            Self::MessageRead => &model::MESSAGE_READ,
            #[expect(deprecated, reason = "it is still on the wire")]
            Self::ConnectionAcknowledged => &model::CONNECTION_ACKNOWLEDGED,
        }
    }
}

impl fmt::Display for EventContentType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for EventContentType {
    type Err = Error;

    /// # Errors
    ///
    /// [`InvalidInput`](crate::ErrorKind::InvalidInput) for anything that is not exactly a content type that
    /// `SendEvent` takes.
    fn from_str(text: &str) -> Result<Self, Error> {
        #[expect(deprecated, reason = "it is still on the wire")]
        let all =
            [Self::Typing, Self::MessageDelivered, Self::MessageRead, Self::ConnectionAcknowledged];
        let found = all.into_iter().find(|content_type| content_type.as_str() == text);
        found.ok_or_else(|| {
            Error::invalid_input(format!("`SendEvent` has no content type {}", quoted(text)))
        })
    }
}
