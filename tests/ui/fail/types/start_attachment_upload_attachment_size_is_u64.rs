//! Integers of the service are signed: use `i64::try_from(size)?` before the call.

use connect_participant::{
    Client, ConnectionToken, Participant, Result, StartAttachmentUploadOutput, participant_operation,
};

trait Attachments: Participant {
    #[participant_operation]
    async fn start_attachment_upload(
        &self,
        content_type: &str,
        attachment_size_in_bytes: u64,
        attachment_name: &str,
        connection_token: &ConnectionToken,
    ) -> Result<StartAttachmentUploadOutput>;
}

impl Attachments for Client {}

fn main() {}
