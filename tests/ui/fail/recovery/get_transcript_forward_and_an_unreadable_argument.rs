//! An argument that cannot be read may be the start, so the start is not reported as missing.

use connect_participant::{Client, ConnectionToken, Participant, Result, participant_operation};

trait Transcripts: Participant {
    #[participant_operation(GetTranscript, scan_direction = "FORWARD", StartPosition::new())]
    async fn transcript(&self, connection_token: &ConnectionToken) -> Result<()>;
}

impl Transcripts for Client {}

fn main() {}
