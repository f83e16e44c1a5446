//! The events that participants sent.

use connect_participant::{ParticipantRole, Timestamp};

/// An event that the local service accepted.
///
/// The fields have the same meaning as in an
/// [`Item`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_Item.html) of a
/// transcript.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RecordedEvent {
    /// The id of the event, a UUID. The response to the sender has the same id.
    pub id: String,
    /// The time at which the service accepted the event. The response to the sender has the same
    /// time.
    pub absolute_time: Timestamp,
    /// The participant id of the sender.
    pub participant_id: String,
    /// The role of the sender.
    pub participant_role: ParticipantRole,
    /// The content type, unchanged.
    pub content_type: String,
    /// The content, unchanged, if there was any.
    pub content: Option<String>,
}
