//! The service detects duplicate calls by their client token. With a constant, every call after the
//! first would be a duplicate.

use connect_participant::{
    Client, CompleteAttachmentUploadOutput, ConnectionToken, Participant, Result, participant_operation,
};

trait Attachments: Participant {
    #[participant_operation(CompleteAttachmentUpload, client_token = "complete")]
    async fn complete(
        &self,
        attachment_ids: &[String],
        connection_token: &ConnectionToken,
    ) -> Result<CompleteAttachmentUploadOutput>;
}

impl Attachments for Client {}

fn main() {}
