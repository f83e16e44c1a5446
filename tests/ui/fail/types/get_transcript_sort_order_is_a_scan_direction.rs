//! `scan_direction` and `sort_order` are enums with different values.

use connect_participant::{
    Client, ConnectionToken, GetTranscriptOutput, Participant, Result, ScanDirection, participant_operation,
};

trait Transcripts: Participant {
    #[participant_operation]
    async fn get_transcript(
        &self,
        sort_order: Option<ScanDirection>,
        connection_token: &ConnectionToken,
    ) -> Result<GetTranscriptOutput>;
}

impl Transcripts for Client {}

fn main() {}
