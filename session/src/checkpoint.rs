//! The place where another process continues.

use std::fmt;

use connect_participant::ParticipantToken;
use serde::{Deserialize, Serialize};

use crate::progress::Progress;

/// The version of the stored form. It changes if an older release could not read a checkpoint.
const VERSION: u32 = 1;

/// A place in a chat: all events before it have been returned. Another process can
/// [resume](crate::Session::resume) there, and gets every later item of the transcript once.
///
/// Store it in any format of serde, such as JSON or postcard. The stored form has a version: a later
/// release of this crate reads the checkpoints of earlier ones, and a checkpoint with a version that
/// is not known is an error of the deserialisation.
///
/// It contains the participant token, which is a secret: everyone who has it can take part in the
/// chat. The `Debug` output does not show the token. It also contains the id of the participant, and
/// [`connect_participant`](crate::SessionBuilder::connect_participant). All other settings are those
/// of the builder that resumes.
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
    /// The first member, so that a reader sees it before those that it may not know.
    pub(crate) version: Version,
    pub(crate) participant_token: ParticipantToken,
    pub(crate) participant_id: Option<String>,
    /// The setting of the builder. An agent or a bot needs it in each process.
    pub(crate) connect_participant: bool,
    pub(crate) progress: Progress,
}

/// The version of a checkpoint that this crate can read.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "u32", try_from = "u32")]
pub(crate) struct Version;

impl From<Version> for u32 {
    fn from(_: Version) -> Self {
        VERSION
    }
}

impl TryFrom<u32> for Version {
    type Error = String;

    fn try_from(version: u32) -> Result<Self, String> {
        if version == VERSION {
            return Ok(Self);
        }
        Err(format!(
            "the checkpoint has version {version}, and this version of the crate reads version \
             {VERSION}"
        ))
    }
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
