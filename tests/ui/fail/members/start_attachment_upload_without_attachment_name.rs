//! The other participants see the name of the attachment.

use connect_participant::{
    Client, ConnectionToken, Participant, Result, StartAttachmentUploadOutput, participant_operation,
};

trait Attachments: Participant {
    #[participant_operation]
    async fn start_attachment_upload(
        &self,
        content_type: &str,
        attachment_size_in_bytes: i64,
        connection_token: &ConnectionToken,
    ) -> Result<StartAttachmentUploadOutput>;
}

impl Attachments for Client {}

fn main() {}
