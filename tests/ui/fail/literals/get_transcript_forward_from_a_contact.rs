//! The contact does not say where its pages start.

use connect_participant::{Client, ConnectionToken, Participant, Result, participant_operation};

trait Transcripts: Participant {
    #[participant_operation(GetTranscript, contact_id = "c-1", scan_direction = "FORWARD")]
    async fn transcript(&self, connection_token: &ConnectionToken) -> Result<()>;
}

impl Transcripts for Client {}

fn main() {}
