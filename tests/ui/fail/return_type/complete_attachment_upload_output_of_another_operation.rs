//! Each operation has its own output type. Return that, or `()`.

use connect_participant::{
    Client, ConnectionToken, Participant, Result, StartAttachmentUploadOutput, participant_operation,
};

trait Attachments: Participant {
    #[participant_operation]
    async fn complete_attachment_upload(
        &self,
        attachment_ids: &[String],
        connection_token: &ConnectionToken,
    ) -> Result<StartAttachmentUploadOutput>;
}

impl Attachments for Client {}

fn main() {}
