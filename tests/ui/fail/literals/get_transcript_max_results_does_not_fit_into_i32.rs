//! A literal that does not fit into the type causes the same error as any other that is too large.

use connect_participant::{Client, ConnectionToken, GetTranscriptOutput, Participant, Result, participant_operation};

trait Transcripts: Participant {
    #[participant_operation(GetTranscript, max_results = 4_294_967_296)]
    async fn transcript(&self, connection_token: &ConnectionToken) -> Result<GetTranscriptOutput>;
}

impl Transcripts for Client {}

fn main() {}
