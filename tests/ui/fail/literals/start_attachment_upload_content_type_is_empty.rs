//! The content type of an attachment can be any text that is not empty.

use connect_participant::{
    Client, ConnectionToken, Participant, Result, StartAttachmentUploadOutput, participant_operation,
};

trait Attachments: Participant {
    #[participant_operation(StartAttachmentUpload, content_type = "")]
    async fn start(
        &self,
        attachment_size_in_bytes: i64,
        attachment_name: &str,
        connection_token: &ConnectionToken,
    ) -> Result<StartAttachmentUploadOutput>;
}

impl Attachments for Client {}

fn main() {}
