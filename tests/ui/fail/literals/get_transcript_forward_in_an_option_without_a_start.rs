//! A literal in `Some(…)` is checked too.

use connect_participant::{Client, ConnectionToken, Participant, Result, participant_operation};

trait Transcripts: Participant {
    #[participant_operation(GetTranscript, scan_direction = Some("FORWARD"))]
    async fn transcript(&self, connection_token: &ConnectionToken) -> Result<()>;
}

impl Transcripts for Client {}

fn main() {}
