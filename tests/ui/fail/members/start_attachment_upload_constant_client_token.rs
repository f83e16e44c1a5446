//! The service detects duplicate calls by their client token. With a constant, every call after the
//! first would be a duplicate.

use connect_participant::{
    Client, ConnectionToken, Participant, Result, StartAttachmentUploadOutput, participant_operation,
};

trait Attachments: Participant {
    #[participant_operation(StartAttachmentUpload, client_token = "upload")]
    async fn start(
        &self,
        content_type: &str,
        attachment_size_in_bytes: i64,
        attachment_name: &str,
        connection_token: &ConnectionToken,
    ) -> Result<StartAttachmentUploadOutput>;
}

impl Attachments for Client {}

fn main() {}
