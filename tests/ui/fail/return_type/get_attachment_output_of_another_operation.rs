//! Each operation has its own output type. Return that, or `()`.

use connect_participant::{Client, ConnectionToken, GetTranscriptOutput, Participant, Result, participant_operation};

trait Attachments: Participant {
    #[participant_operation]
    async fn get_attachment(
        &self,
        attachment_id: &str,
        connection_token: &ConnectionToken,
    ) -> Result<GetTranscriptOutput>;
}

impl Attachments for Client {}

fn main() {}
