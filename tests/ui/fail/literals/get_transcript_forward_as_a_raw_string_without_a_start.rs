//! A raw string literal is checked too.

use connect_participant::{Client, ConnectionToken, Participant, Result, participant_operation};

trait Transcripts: Participant {
    #[participant_operation(GetTranscript, max_results = 100, scan_direction = r"FORWARD", sort_order = "ASCENDING")]
    async fn transcript(&self, connection_token: &ConnectionToken) -> Result<()>;
}

impl Transcripts for Client {}

fn main() {}
