//! A participant token authorises one operation only, and this is not that.

use connect_participant::{Client, GetAttachmentOutput, Participant, ParticipantToken, Result, participant_operation};

trait Attachments: Participant {
    #[participant_operation]
    async fn get_attachment(
        &self,
        attachment_id: &str,
        connection_token: &ParticipantToken,
    ) -> Result<GetAttachmentOutput>;
}

impl Attachments for Client {}

fn main() {}
