//! The tokens of a participant.

use connect_participant::{ConnectionToken, ParticipantToken};

/// The tokens that a participant has from the start. They must never be printed.
pub(crate) struct Tokens {
    pub(crate) participant: ParticipantToken,
    pub(crate) connection: ConnectionToken,
}
