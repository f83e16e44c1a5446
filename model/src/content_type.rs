//! The content types of events and messages.
//!
//! The service model has them as plain strings. The values come from the sources of the official
//! clients: amazon-connect-chatjs 5.0.0, `src/constants.js`, and amazon-connect-chat-android,
//! `ContentType.kt`.

use crate::content::Content;

/// A content type that a participant can send.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ContentType {
    /// The value on the wire: `application/vnd.amazonaws.connect.event.typing`.
    pub value: &'static str,
    /// The name of its variant in Rust: `Typing`.
    pub variant: &'static str,
    /// The content that belongs to it.
    pub content: Content,
    /// The replacement, if the service no longer maintains this content type.
    pub replaced_by: Option<&'static str>,
}

/// The participant is typing.
pub const TYPING: ContentType = ContentType {
    value: "application/vnd.amazonaws.connect.event.typing",
    variant: "Typing",
    content: Content::None,
    replaced_by: None,
};

/// The participant has received a message.
pub const MESSAGE_DELIVERED: ContentType = ContentType {
    value: "application/vnd.amazonaws.connect.event.message.delivered",
    variant: "MessageDelivered",
    content: Content::Receipt,
    replaced_by: None,
};

/// The participant has read a message.
pub const MESSAGE_READ: ContentType = ContentType {
    value: "application/vnd.amazonaws.connect.event.message.read",
    variant: "MessageRead",
    content: Content::Receipt,
    replaced_by: None,
};

/// The participant has connected. The service has not maintained it since 2024-12-31.
pub const CONNECTION_ACKNOWLEDGED: ContentType = ContentType {
    value: "application/vnd.amazonaws.connect.event.connection.acknowledged",
    variant: "ConnectionAcknowledged",
    content: Content::None,
    replaced_by: Some("`CreateParticipantConnection` with `ConnectParticipant` set to `true`"),
};

/// The content types of `SendEvent`.
pub const EVENT_CONTENT_TYPES: &[ContentType] =
    &[TYPING, MESSAGE_DELIVERED, MESSAGE_READ, CONNECTION_ACKNOWLEDGED];

/// Plain text.
pub const TEXT_PLAIN: ContentType = ContentType {
    value: "text/plain",
    variant: "TextPlain",
    content: Content::Text,
    replaced_by: None,
};

/// Markdown.
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

/// The choice of a customer in an interactive message.
pub const INTERACTIVE_RESPONSE: ContentType = ContentType {
    value: "application/vnd.amazonaws.connect.message.interactive.response",
    variant: "InteractiveResponse",
    content: Content::Text,
    replaced_by: None,
};

/// The content types of `SendMessage`.
pub const MESSAGE_CONTENT_TYPES: &[ContentType] =
    &[TEXT_PLAIN, TEXT_MARKDOWN, APPLICATION_JSON, INTERACTIVE_RESPONSE];
