//! The connection token identifies the chat.

use connect_participant::{Client, GetTranscriptOutput, Participant, Result, participant_operation};

trait Transcripts: Participant {
    #[participant_operation(GetTranscript, max_results = 10)]
    async fn transcript(&self) -> Result<GetTranscriptOutput>;
}

impl Transcripts for Client {}

fn main() {}
