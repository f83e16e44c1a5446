//! An `Option` must have the type of the member, here `Option<i32>`.

use connect_participant::{Client, ConnectionToken, GetTranscriptOutput, Participant, Result, participant_operation};

trait Transcripts: Participant {
    #[participant_operation]
    async fn get_transcript(
        &self,
        max_results: Option<usize>,
        connection_token: &ConnectionToken,
    ) -> Result<GetTranscriptOutput>;
}

impl Transcripts for Client {}

fn main() {}
