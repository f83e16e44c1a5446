//! Type errors are reported together with the errors of the macro.

use connect_participant::{Client, ConnectionToken, Participant, Result, SendMessageOutput, participant_operation};

trait Transcripts: Participant {
    #[participant_operation(GetTranscript, max_results = 500)]
    async fn transcript(
        &self,
        next_token: u8,
        sort_order: bool,
        connection_token: &ConnectionToken,
    ) -> Result<SendMessageOutput>;
}

impl Transcripts for Client {}

fn main() {}
