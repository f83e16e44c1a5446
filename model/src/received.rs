//! The content types of the items that a participant receives.
//!
//! The service model has no list of them. The values come from the sources of the official clients:
//! amazon-connect-chatjs 5.0.0, `src/constants.js`, and amazon-connect-chat-android,
//! `ContentType.kt`.

use crate::content_type::{
    APPLICATION_JSON, EVENT_CONTENT_TYPES, INTERACTIVE_RESPONSE, MESSAGE_CONTENT_TYPES,
    TEXT_MARKDOWN, TEXT_PLAIN, TYPING,
};

/// A content type that a participant receives: on the websocket, by SNS streaming or in a
/// transcript.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ReceivedContentType {
    /// The value on the wire: `application/vnd.amazonaws.connect.event.typing`.
    pub value: &'static str,
    /// The meaning of an item with this content type.
    pub kind: ReceivedKind,
    /// `true` if `GetTranscript` is documented to return items with this content type.
    pub is_in_transcript: bool,
}

impl ReceivedContentType {
    /// Returns `true` if only the service sends this content type.
    #[must_use]
    pub fn is_receive_only(&self) -> bool {
        let mut sendable = EVENT_CONTENT_TYPES.iter().chain(MESSAGE_CONTENT_TYPES);
        sendable.all(|row| row.value != self.value)
    }
}

/// The meaning of an item. Each kind has one content type, except for messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReceivedKind {
    /// A message.
    Message,
    /// A participant is typing.
    Typing,
    /// A participant has joined the chat.
    ParticipantJoined,
    /// A participant has left the chat.
    ParticipantLeft,
    /// A participant has been invited to the chat.
    ParticipantInvited,
    /// A participant is active.
    ParticipantActive,
    /// A participant is inactive.
    ParticipantInactive,
    /// A participant has said nothing for a while.
    ParticipantIdle,
    /// An idle participant has returned.
    ParticipantReturned,
    /// A participant was idle for too long, and has been disconnected.
    ParticipantAutodisconnection,
    /// A participant has a new display name.
    DisplayNameUpdated,
    /// The chat has been transferred.
    TransferSucceeded,
    /// The chat could not be transferred.
    TransferFailed,
    /// The chat has ended.
    ChatEnded,
    /// An earlier chat continues in this one.
    ChatRehydrated,
    /// The flow has been cancelled.
    WorkflowCancelled,
    /// The flow asks the customer to sign in.
    AuthenticationInitiated,
    /// The customer has signed in.
    AuthenticationSucceeded,
    /// The sign-in has failed.
    AuthenticationFailed,
    /// The customer has not signed in in time.
    AuthenticationTimeout,
    /// The sign-in has expired.
    AuthenticationExpired,
    /// The customer has cancelled the sign-in.
    AuthenticationCancelled,
    /// A message has been delivered or read.
    MessageMetadata,
}

/// Choices, forms or a view to show to the customer, as JSON.
pub const INTERACTIVE: &str = "application/vnd.amazonaws.connect.message.interactive";

/// A participant has joined the chat.
pub const PARTICIPANT_JOINED: &str = "application/vnd.amazonaws.connect.event.participant.joined";

/// A participant has left the chat.
pub const PARTICIPANT_LEFT: &str = "application/vnd.amazonaws.connect.event.participant.left";

/// The chat has ended.
pub const CHAT_ENDED: &str = "application/vnd.amazonaws.connect.event.chat.ended";

/// A message has been delivered, or was read. Only the websocket has it: in a transcript, receipts
/// are part of their messages.
pub const MESSAGE_METADATA: &str = "application/vnd.amazonaws.connect.event.message.metadata";

/// A customer has cancelled the sign-in.
pub const AUTHENTICATION_CANCELLED: &str =
    "application/vnd.amazonaws.connect.event.authentication.cancelled";

/// The content types that a participant receives. Those that only the service sends are
/// [receive-only](ReceivedContentType::is_receive_only).
///
/// The events of transcripts are listed in the documentation of [`GetTranscript`][api].
///
/// [api]: https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_GetTranscript.html
pub const RECEIVED_CONTENT_TYPES: &[ReceivedContentType] = &[
    recorded(TEXT_PLAIN.value, ReceivedKind::Message),
    recorded(TEXT_MARKDOWN.value, ReceivedKind::Message),
    recorded(APPLICATION_JSON.value, ReceivedKind::Message),
    recorded(INTERACTIVE_RESPONSE.value, ReceivedKind::Message),
    live(TYPING.value, ReceivedKind::Typing),
    recorded(PARTICIPANT_JOINED, ReceivedKind::ParticipantJoined),
    recorded(PARTICIPANT_LEFT, ReceivedKind::ParticipantLeft),
    recorded(
        "application/vnd.amazonaws.connect.event.participant.invited",
        ReceivedKind::ParticipantInvited,
    ),
    live(
        "application/vnd.amazonaws.connect.event.participant.active",
        ReceivedKind::ParticipantActive,
    ),
    live(
        "application/vnd.amazonaws.connect.event.participant.inactive",
        ReceivedKind::ParticipantInactive,
    ),
    live("application/vnd.amazonaws.connect.event.participant.idle", ReceivedKind::ParticipantIdle),
    live(
        "application/vnd.amazonaws.connect.event.participant.returned",
        ReceivedKind::ParticipantReturned,
    ),
    live(
        "application/vnd.amazonaws.connect.event.participant.autodisconnection",
        ReceivedKind::ParticipantAutodisconnection,
    ),
    live(
        "application/vnd.amazonaws.connect.event.participant.displayname.updated",
        ReceivedKind::DisplayNameUpdated,
    ),
    recorded(
        "application/vnd.amazonaws.connect.event.transfer.succeeded",
        ReceivedKind::TransferSucceeded,
    ),
    recorded(
        "application/vnd.amazonaws.connect.event.transfer.failed",
        ReceivedKind::TransferFailed,
    ),
    recorded(CHAT_ENDED, ReceivedKind::ChatEnded),
    live("application/vnd.amazonaws.connect.event.chat.rehydrated", ReceivedKind::ChatRehydrated),
    live(
        "application/vnd.amazonaws.connect.event.workflow.cancelled",
        ReceivedKind::WorkflowCancelled,
    ),
    live(
        "application/vnd.amazonaws.connect.event.authentication.initiated",
        ReceivedKind::AuthenticationInitiated,
    ),
    live(
        "application/vnd.amazonaws.connect.event.authentication.succeeded",
        ReceivedKind::AuthenticationSucceeded,
    ),
    live(
        "application/vnd.amazonaws.connect.event.authentication.failed",
        ReceivedKind::AuthenticationFailed,
    ),
    live(
        "application/vnd.amazonaws.connect.event.authentication.timeout",
        ReceivedKind::AuthenticationTimeout,
    ),
    live(
        "application/vnd.amazonaws.connect.event.authentication.expired",
        ReceivedKind::AuthenticationExpired,
    ),
    live(AUTHENTICATION_CANCELLED, ReceivedKind::AuthenticationCancelled),
    live(MESSAGE_METADATA, ReceivedKind::MessageMetadata),
    recorded(INTERACTIVE, ReceivedKind::Message),
];

/// Returns the row of a content type, or `None` if it is unknown.
///
/// ```
/// use connect_participant_model::{ReceivedKind, received_content_type};
///
/// let typing = "application/vnd.amazonaws.connect.event.typing";
/// assert_eq!(received_content_type(typing).map(|row| row.kind), Some(ReceivedKind::Typing));
/// ```
#[must_use]
pub fn received_content_type(value: &str) -> Option<&'static ReceivedContentType> {
    RECEIVED_CONTENT_TYPES.iter().find(|row| row.value == value)
}

/// A row for the websocket and for transcripts.
const fn recorded(value: &'static str, kind: ReceivedKind) -> ReceivedContentType {
    ReceivedContentType { value, kind, is_in_transcript: true }
}

/// A row for the websocket. Transcripts are not known to have it.
const fn live(value: &'static str, kind: ReceivedKind) -> ReceivedContentType {
    ReceivedContentType { value, kind, is_in_transcript: false }
}
