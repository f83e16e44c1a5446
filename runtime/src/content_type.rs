//! What an event says, and what a message is written in.

use connect_participant_model as model;

use crate::string_enum::string_enum;

string_enum! {
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
    EventContentType {
        /// `application/vnd.amazonaws.connect.event.typing`: is typing. It has no content. There is no event for having
        /// stopped: AWS's own clients send it once in 10 seconds at most, and show it for 12.
        Typing = model::TYPING.value,
        /// `application/vnd.amazonaws.connect.event.message.delivered`: has got a message. Its content names the message.
        MessageDelivered = model::MESSAGE_DELIVERED.value,
        /// `application/vnd.amazonaws.connect.event.message.read`: has read a message. Its content names the message.
        MessageRead = model::MESSAGE_READ.value,
        /// `application/vnd.amazonaws.connect.event.connection.acknowledged`: has connected. It has no content.
        #[deprecated(
            note = "not maintained since 2024-12-31: call `CreateParticipantConnection` with `ConnectParticipant` set to `true` instead"
        )]
        ConnectionAcknowledged = model::CONNECTION_ACKNOWLEDGED.value,
    }
}

string_enum! {
    /// The content type of a message: what it is written in.
    ///
    /// Source: [`SendMessage`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_SendMessage.html#connectparticipant-SendMessage-request-ContentType).
    ///
    /// ```
    /// use connect_participant::MessageContentType;
    ///
    /// assert_eq!("text/plain".parse::<MessageContentType>()?, MessageContentType::TextPlain);
    /// # Ok::<(), connect_participant::Error>(())
    /// ```
    MessageContentType {
        /// `text/plain`
        TextPlain = model::TEXT_PLAIN.value,
        /// `text/markdown`: text with bold, italic, lists and links, where the chat has them turned on.
        TextMarkdown = model::TEXT_MARKDOWN.value,
        /// `application/json`: JSON, such as what a customer's widget and a flow tell each other.
        ApplicationJson = model::APPLICATION_JSON.value,
        /// `application/vnd.amazonaws.connect.message.interactive.response`: what a customer chose in an interactive
        /// message.
        InteractiveResponse = model::INTERACTIVE_RESPONSE.value,
    }
}
