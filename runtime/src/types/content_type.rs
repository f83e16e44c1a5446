//! The content types of events and messages.

use connect_participant_model as model;

use crate::closed_enum::closed_enum;

/// The content type of an event.
///
/// Source:
/// [`SendEvent`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_SendEvent.html#connectparticipant-SendEvent-request-ContentType).
///
/// ```
/// use connect_participant::EventContentType;
///
/// assert_eq!(
///     EventContentType::Typing.as_str(),
///     "application/vnd.amazonaws.connect.event.typing"
/// );
/// assert!(
///     "application/vnd.amazonaws.connect.event.participant.joined"
///         .parse::<EventContentType>()
///         .is_err()
/// );
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EventContentType {
    /// `application/vnd.amazonaws.connect.event.typing`: the participant who sends it is typing. It
    /// has no content.
    ///
    /// No event says that the sender has stopped. AWS's own clients send this one at most once in
    /// 10 seconds, and show it for 12 seconds.
    Typing,
    /// `application/vnd.amazonaws.connect.event.message.delivered`: the participant who sends it
    /// has received a message. Its content names the message.
    MessageDelivered,
    /// `application/vnd.amazonaws.connect.event.message.read`: the participant who sends it has
    /// read a message. Its content names the message.
    MessageRead,
    /// `application/vnd.amazonaws.connect.event.connection.acknowledged`: the participant who sends
    /// it has connected. It has no content.
    #[deprecated(
        note = "not maintained since 2024-12-31: call `CreateParticipantConnection` with `ConnectParticipant` set to `true` instead"
    )]
    ConnectionAcknowledged,
}

closed_enum! {
    impl EventContentType {
        Typing => model::TYPING.value,
        MessageDelivered => model::MESSAGE_DELIVERED.value,
        MessageRead => model::MESSAGE_READ.value,
        ConnectionAcknowledged => model::CONNECTION_ACKNOWLEDGED.value,
    }
}

/// The content type of a message.
///
/// Source:
/// [`SendMessage`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_SendMessage.html#connectparticipant-SendMessage-request-ContentType).
///
/// ```
/// use connect_participant::MessageContentType;
///
/// assert_eq!(
///     "text/plain".parse::<MessageContentType>()?,
///     MessageContentType::TextPlain
/// );
/// # Ok::<(), connect_participant::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MessageContentType {
    /// `text/plain`
    TextPlain,
    /// `text/markdown`: text with bold, italic, lists and links, if the chat has them turned on.
    TextMarkdown,
    /// `application/json`: JSON, such as the data that a customer's widget and a flow exchange.
    ApplicationJson,
    /// `application/vnd.amazonaws.connect.message.interactive.response`: a customer's choice in an
    /// interactive message.
    InteractiveResponse,
}

closed_enum! {
    impl MessageContentType {
        TextPlain => model::TEXT_PLAIN.value,
        TextMarkdown => model::TEXT_MARKDOWN.value,
        ApplicationJson => model::APPLICATION_JSON.value,
        InteractiveResponse => model::INTERACTIVE_RESPONSE.value,
    }
}
