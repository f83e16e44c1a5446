//! The start position is a structure, because there are three kinds of positions:
//! `StartPosition::new().most_recent(…)`.

use connect_participant::{Client, ConnectionToken, GetTranscriptOutput, Participant, Result, participant_operation};

trait Transcripts: Participant {
    #[participant_operation]
    async fn get_transcript(
        &self,
        start_position: i32,
        connection_token: &ConnectionToken,
    ) -> Result<GetTranscriptOutput>;
}

impl Transcripts for Client {}

fn main() {}
