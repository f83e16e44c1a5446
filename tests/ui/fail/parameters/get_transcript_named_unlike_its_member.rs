//! A parameter that nothing uses, and whose type is that of a member which is left out, is most likely that.

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
