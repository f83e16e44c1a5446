//! The place where another process continues.

use std::fmt;

use connect_participant::ParticipantToken;
use serde::{Deserialize, Serialize};

use crate::progress::Progress;

/// A place in a chat: all events before it have been returned. Another process can
/// [resume](crate::Session::resume) there, and gets every later item of the transcript once.
///
/// Store it in any format, such as JSON. It contains the participant token, which is a secret:
/// everyone who has it can take part in the chat. The `Debug` output does not show the token.
///
/// ```no_run
/// use connect_participant_session::{Checkpoint, Session};
///
/// # fn example(session: &Session) -> Result<(), serde_json::Error> {
/// let stored = serde_json::to_string(&session.checkpoint())?;
/// let checkpoint: Checkpoint = serde_json::from_str(&stored)?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkpoint {
    pub(crate) participant_token: ParticipantToken,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) participant_id: Option<String>,
    #[serde(flatten)]
    pub(crate) progress: Progress,
}

/// Shows how far the session has come, and no token.
impl fmt::Debug for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Checkpoint")
            .field("participant_id", &self.participant_id)
            .field("last_item", &self.progress.delivered.back().map(|mark| &*mark.id))
            .finish_non_exhaustive()
    }
}
