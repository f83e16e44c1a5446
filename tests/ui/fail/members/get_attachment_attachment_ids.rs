//! The operation takes one id, unlike `CompleteAttachmentUpload`, which takes a list.

use connect_participant::{Client, ConnectionToken, GetAttachmentOutput, Participant, Result, participant_operation};

trait Attachments: Participant {
    #[participant_operation]
    async fn get_attachment(
        &self,
        attachment_ids: &[String],
        connection_token: &ConnectionToken,
    ) -> Result<GetAttachmentOutput>;
}

impl Attachments for Client {}

fn main() {}
