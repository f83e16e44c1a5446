//! Each operation has its own output type. Return that, or `()`.

use connect_participant::{
    Client, CompleteAttachmentUploadOutput, ConnectionToken, Participant, Result, participant_operation,
};

trait Attachments: Participant {
    #[participant_operation]
    async fn start_attachment_upload(
        &self,
        content_type: &str,
        attachment_size_in_bytes: i64,
        attachment_name: &str,
        connection_token: &ConnectionToken,
    ) -> Result<CompleteAttachmentUploadOutput>;
}

impl Attachments for Client {}

fn main() {}
