//! The service returns at most 100 items. Use the returned `next_token` to get more.

use connect_participant::{Client, ConnectionToken, GetTranscriptOutput, Participant, Result, participant_operation};

trait Transcripts: Participant {
    #[participant_operation(GetTranscript, max_results = 101)]
    async fn transcript(&self, connection_token: &ConnectionToken) -> Result<GetTranscriptOutput>;
}

impl Transcripts for Client {}

fn main() {}
