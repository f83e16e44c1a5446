//! The kind of an item.

use connect_participant::{ChatItemType, MessageMetadata};
use connect_participant_model::{RECEIVED_CONTENT_TYPES, ReceivedKind, received_content_type};

/// The type of a receipt. It is not in the service model.
const MESSAGE_METADATA: &str = "MESSAGEMETADATA";

/// The kind of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// An attachment, which has no content type of its own.
    Attachment,
    /// The kind that the content type or the type stands for.
    Known(ReceivedKind),
    /// Anything that this version of the crate does not know.
    Unknown,
}

impl Kind {
    /// The kind of an item with this type, content type and metadata.
    ///
    /// A frame says that it is an event, and its content type says of what. The service model has
    /// types for some events too.
    pub(crate) fn new(
        r#type: Option<&str>,
        content_type: Option<&str>,
        metadata: Option<&MessageMetadata>,
    ) -> Self {
        let by_content_type = content_type.and_then(received_content_type).map(|row| row.kind);
        let kind = match r#type.map(ChatItemType::from) {
            Some(ChatItemType::Message) => Some(ReceivedKind::Message),
            Some(ChatItemType::Attachment) => return Self::Attachment,
            Some(ChatItemType::Unknown(other)) if other.as_str() == MESSAGE_METADATA => {
                Some(ReceivedKind::MessageMetadata)
            }
            None | Some(ChatItemType::Event) => by_content_type,
            Some(other) => by_content_type
                .filter(|kind| *kind != ReceivedKind::Message)
                .or_else(|| of_modelled_type(&other)),
        };
        match kind {
            // A receipt that names no message says nothing.
            Some(ReceivedKind::MessageMetadata)
                if metadata.is_none_or(|metadata| metadata.message_id.is_none()) =>
            {
                Self::Unknown
            }
            Some(kind) => Self::Known(kind),
            None => Self::Unknown,
        }
    }

    /// Returns `true` if a transcript is known to have items of this kind.
    pub(crate) fn is_in_transcript(self) -> bool {
        match self {
            Self::Attachment => true,
            Self::Known(kind) => {
                RECEIVED_CONTENT_TYPES.iter().any(|row| row.kind == kind && row.is_in_transcript)
            }
            Self::Unknown => false,
        }
    }
}

/// The kind that a type of the service model stands for.
fn of_modelled_type(r#type: &ChatItemType) -> Option<ReceivedKind> {
    match r#type {
        ChatItemType::Typing => Some(ReceivedKind::Typing),
        ChatItemType::ParticipantJoined => Some(ReceivedKind::ParticipantJoined),
        ChatItemType::ParticipantLeft => Some(ReceivedKind::ParticipantLeft),
        ChatItemType::ChatEnded => Some(ReceivedKind::ChatEnded),
        ChatItemType::TransferSucceeded => Some(ReceivedKind::TransferSucceeded),
        ChatItemType::TransferFailed => Some(ReceivedKind::TransferFailed),
        _ => None,
    }
}
