//! An integer is written without quotes.

use connect_participant::{Client, ConnectionToken, GetTranscriptOutput, Participant, Result, participant_operation};

trait Transcripts: Participant {
    #[participant_operation(GetTranscript, max_results = "10")]
    async fn transcript(&self, connection_token: &ConnectionToken) -> Result<GetTranscriptOutput>;
}

impl Transcripts for Client {}

fn main() {}
