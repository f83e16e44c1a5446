//! An unused parameter with the type of an unbound member is probably that member.

use connect_participant::{
    Client, ConnectionToken, GetTranscriptOutput, Participant, Result, ScanDirection, participant_operation,
};

trait Transcripts: Participant {
    #[participant_operation]
    async fn get_transcript(
        &self,
        direction: Option<ScanDirection>,
        connection_token: &ConnectionToken,
    ) -> Result<GetTranscriptOutput>;
}

impl Transcripts for Client {}

fn main() {}
