//! The parameter is reported, and not the missing start too.

use connect_participant::{Client, ConnectionToken, Participant, Result, StartPosition, participant_operation};

trait Transcripts: Participant {
    #[participant_operation(GetTranscript, scan_direction = "FORWARD")]
    async fn transcript(&self, from: StartPosition, connection_token: &ConnectionToken) -> Result<()>;
}

impl Transcripts for Client {}

fn main() {}
