//! The id identifies the upload. `StartAttachmentUpload` returns it.

use connect_participant::{
    Client, CompleteAttachmentUploadOutput, ConnectionToken, Participant, Result, participant_operation,
};

trait Attachments: Participant {
    #[participant_operation]
    async fn complete_attachment_upload(
        &self,
        connection_token: &ConnectionToken,
    ) -> Result<CompleteAttachmentUploadOutput>;
}

impl Attachments for Client {}

fn main() {}
