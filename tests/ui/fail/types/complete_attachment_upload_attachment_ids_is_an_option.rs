//! A required member cannot be an `Option`. Handle `None` before the call.

use connect_participant::{
    Client, CompleteAttachmentUploadOutput, ConnectionToken, Participant, Result, participant_operation,
};

trait Attachments: Participant {
    #[participant_operation]
    async fn complete_attachment_upload(
        &self,
        attachment_ids: Option<Vec<String>>,
        connection_token: &ConnectionToken,
    ) -> Result<CompleteAttachmentUploadOutput>;
}

impl Attachments for Client {}

fn main() {}
