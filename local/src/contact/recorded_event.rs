//! Events that participants sent.

use connect_participant::{ParticipantRole, Timestamp};

/// An event that the local service took.
///
/// Its fields are those of a transcript's items, see
/// [`Item`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_Item.html).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RecordedEvent {
    /// The id of the event, a UUID. The sender's answer has it too.
    pub id: String,
    /// When the service took the event. The sender's answer has it too.
    pub absolute_time: Timestamp,
    /// The id of the sender.
    pub participant_id: String,
    /// What the sender is in the chat.
    pub participant_role: ParticipantRole,
    /// The content type, as it came.
    pub content_type: String,
    /// The content, as it came, if any did.
    pub content: Option<String>,
}
