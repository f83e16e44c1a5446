//! `None` is reported, and not the missing start too.

use connect_participant::{Client, ConnectionToken, Participant, Result, participant_operation};

trait Transcripts: Participant {
    #[participant_operation(GetTranscript, scan_direction = "FORWARD", start_position = None)]
    async fn transcript(&self, connection_token: &ConnectionToken) -> Result<()>;
}

impl Transcripts for Client {}

fn main() {}
