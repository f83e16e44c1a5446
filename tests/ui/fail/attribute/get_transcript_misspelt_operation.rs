//! The operation must have the exact name that the service uses. Other errors are still reported.

use connect_participant::{Client, ConnectionToken, GetTranscriptOutput, Participant, Result, participant_operation};

trait Transcripts: Participant {
    #[participant_operation(GetTranscripts, max_results = 500)]
    async fn transcript(&self, connection_token: &ConnectionToken) -> Result<GetTranscriptOutput>;
}

impl Transcripts for Client {}

fn main() {}
