//! The parameter is misspelt.

use connect_participant::{Client, ConnectionToken, GetTranscriptOutput, Participant, Result, participant_operation};

trait Transcripts: Participant {
    #[participant_operation]
    async fn get_transcript(
        &self,
        next_tokn: Option<&str>,
        connection_token: &ConnectionToken,
    ) -> Result<GetTranscriptOutput>;
}

impl Transcripts for Client {}

fn main() {}
