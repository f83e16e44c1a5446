//! The identity of a participant.

use connect_participant::ParticipantRole;

/// The id and the role of a participant, which are recorded with everything that they do.
pub(crate) struct Identity {
    pub(crate) id: String,
    pub(crate) role: ParticipantRole,
}
