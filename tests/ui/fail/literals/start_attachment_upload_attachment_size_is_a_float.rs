//! The number of bytes is an integer.

use connect_participant::{
    Client, ConnectionToken, Participant, Result, StartAttachmentUploadOutput, participant_operation,
};

trait Attachments: Participant {
    #[participant_operation(StartAttachmentUpload, attachment_size_in_bytes = 1e3)]
    async fn start(
        &self,
        content_type: &str,
        attachment_name: &str,
        connection_token: &ConnectionToken,
    ) -> Result<StartAttachmentUploadOutput>;
}

impl Attachments for Client {}

fn main() {}
