//! An expression must have the type of the member. The length of a slice is a `usize`.

use connect_participant::{
    Client, ConnectionToken, Participant, Result, StartAttachmentUploadOutput, participant_operation,
};

trait Attachments: Participant {
    #[participant_operation(StartAttachmentUpload, attachment_size_in_bytes = bytes.len())]
    async fn start(
        &self,
        content_type: &str,
        bytes: &[u8],
        attachment_name: &str,
        connection_token: &ConnectionToken,
    ) -> Result<StartAttachmentUploadOutput>;
}

impl Attachments for Client {}

fn main() {}
