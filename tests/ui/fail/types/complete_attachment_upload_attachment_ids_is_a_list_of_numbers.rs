//! The ids are texts, as returned by `StartAttachmentUpload`.

use connect_participant::{
    Client, CompleteAttachmentUploadOutput, ConnectionToken, Participant, Result, participant_operation,
};

trait Attachments: Participant {
    #[participant_operation]
    async fn complete_attachment_upload(
        &self,
        attachment_ids: &[u64],
        connection_token: &ConnectionToken,
    ) -> Result<CompleteAttachmentUploadOutput>;
}

impl Attachments for Client {}

fn main() {}
