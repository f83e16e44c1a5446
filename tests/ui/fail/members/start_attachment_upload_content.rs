//! This operation does not upload the bytes of the attachment. Upload them to the URL that it
//! returns.

use connect_participant::{
    Client, ConnectionToken, Participant, Result, StartAttachmentUploadOutput, participant_operation,
};

trait Attachments: Participant {
    #[participant_operation]
    async fn start_attachment_upload(
        &self,
        content_type: &str,
        attachment_size_in_bytes: i64,
        attachment_name: &str,
        content: &[u8],
        connection_token: &ConnectionToken,
    ) -> Result<StartAttachmentUploadOutput>;
}

impl Attachments for Client {}

fn main() {}
