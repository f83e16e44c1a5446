//! The token is text that the previous page returned. Pages have no numbers.

use connect_participant::{Client, ConnectionToken, GetTranscriptOutput, Participant, Result, participant_operation};

trait Transcripts: Participant {
    #[participant_operation]
    async fn get_transcript(
        &self,
        next_token: Option<u32>,
        connection_token: &ConnectionToken,
    ) -> Result<GetTranscriptOutput>;
}

impl Transcripts for Client {}

fn main() {}
