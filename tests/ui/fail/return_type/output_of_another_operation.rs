//! Each operation has its own output type. Return that, or `()`.

use connect_participant::{Client, ConnectionToken, Participant, Result, SendEventOutput, participant_operation};

trait Transcript: Participant {
    #[participant_operation(GetTranscript, max_results = 5)]
    async fn transcript(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;
}

impl Transcript for Client {}

fn main() {}
