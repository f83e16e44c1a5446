//! The content types of events and messages.
//!
//! The official clients' sources name them (amazon-connect-chatjs 5.0.0 `src/constants.js`, amazon-connect-chat-android
//! `ContentType.kt`); the service model has them as plain strings.

use crate::content::Content;

/// A content type that an operation may send.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ContentType {
    /// What goes over the wire: `application/vnd.amazonaws.connect.event.typing`.
    pub value: &'static str,
    /// Its name as a variant of the Rust type: `Typing`.
    pub variant: &'static str,
    /// What its content is.
    pub content: Content,
    /// What replaced it, where the service no longer maintains it.
    pub replaced_by: Option<&'static str>,
}

/// Is typing.
pub const TYPING: ContentType = ContentType {
    value: "application/vnd.amazonaws.connect.event.typing",
    variant: "Typing",
    content: Content::None,
    replaced_by: None,
};

/// Has got a message.
pub const MESSAGE_DELIVERED: ContentType = ContentType {
    value: "application/vnd.amazonaws.connect.event.message.delivered",
    variant: "MessageDelivered",
    content: Content::Receipt,
    replaced_by: None,
};

/// Has read a message.
pub const MESSAGE_READ: ContentType = ContentType {
    value: "application/vnd.amazonaws.connect.event.message.read",
    variant: "MessageRead",
    content: Content::Receipt,
    replaced_by: None,
};

/// Has connected. Not maintained since 2024-12-31.
pub const CONNECTION_ACKNOWLEDGED: ContentType = ContentType {
    value: "application/vnd.amazonaws.connect.event.connection.acknowledged",
    variant: "ConnectionAcknowledged",
    content: Content::None,
    replaced_by: Some("`CreateParticipantConnection` with `ConnectParticipant` set to `true`"),
};

/// What `SendEvent` may send.
pub const EVENT_CONTENT_TYPES: &[ContentType] =
    &[TYPING, MESSAGE_DELIVERED, MESSAGE_READ, CONNECTION_ACKNOWLEDGED];

/// Plain text.
pub const TEXT_PLAIN: ContentType = ContentType {
    value: "text/plain",
    variant: "TextPlain",
    content: Content::Text,
    replaced_by: None,
};

/// Text with Markdown in it.
pub const TEXT_MARKDOWN: ContentType = ContentType {
    value: "text/markdown",
    variant: "TextMarkdown",
    content: Content::Text,
    replaced_by: None,
};

/// JSON.
pub const APPLICATION_JSON: ContentType = ContentType {
    value: "application/json",
    variant: "ApplicationJson",
    content: Content::Text,
    replaced_by: None,
};

/// What a customer chose in an interactive message.
pub const INTERACTIVE_RESPONSE: ContentType = ContentType {
    value: "application/vnd.amazonaws.connect.message.interactive.response",
    variant: "InteractiveResponse",
    content: Content::Text,
    replaced_by: None,
};

/// What `SendMessage` may send.
pub const MESSAGE_CONTENT_TYPES: &[ContentType] =
    &[TEXT_PLAIN, TEXT_MARKDOWN, APPLICATION_JSON, INTERACTIVE_RESPONSE];

/// A participant is in the chat from now on.
pub const PARTICIPANT_JOINED: &str = "application/vnd.amazonaws.connect.event.participant.joined";

/// A participant is no longer in the chat.
pub const PARTICIPANT_LEFT: &str = "application/vnd.amazonaws.connect.event.participant.left";

/// A customer does not want to sign in.
pub const AUTHENTICATION_CANCELLED: &str =
    "application/vnd.amazonaws.connect.event.authentication.cancelled";

/// What the service itself puts into a chat: seen in transcripts and on the websocket, sent by no participant.
pub const RECEIVE_ONLY_CONTENT_TYPES: &[&str] = &[
    PARTICIPANT_JOINED,
    PARTICIPANT_LEFT,
    "application/vnd.amazonaws.connect.event.participant.invited",
    "application/vnd.amazonaws.connect.event.participant.active",
    "application/vnd.amazonaws.connect.event.participant.inactive",
    "application/vnd.amazonaws.connect.event.participant.idle",
    "application/vnd.amazonaws.connect.event.participant.returned",
    "application/vnd.amazonaws.connect.event.participant.autodisconnection",
    "application/vnd.amazonaws.connect.event.participant.displayname.updated",
    "application/vnd.amazonaws.connect.event.transfer.succeeded",
    "application/vnd.amazonaws.connect.event.transfer.failed",
    "application/vnd.amazonaws.connect.event.chat.ended",
    "application/vnd.amazonaws.connect.event.chat.rehydrated",
    "application/vnd.amazonaws.connect.event.workflow.cancelled",
    "application/vnd.amazonaws.connect.event.authentication.initiated",
    "application/vnd.amazonaws.connect.event.authentication.succeeded",
    "application/vnd.amazonaws.connect.event.authentication.failed",
    "application/vnd.amazonaws.connect.event.authentication.timeout",
    "application/vnd.amazonaws.connect.event.authentication.expired",
    AUTHENTICATION_CANCELLED,
    "application/vnd.amazonaws.connect.event.message.metadata",
    "application/vnd.amazonaws.connect.message.interactive",
];
