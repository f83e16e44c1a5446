//! Each missing member is a separate error.

use connect_participant::{
    Client, ConnectionToken, Participant, Result, StartAttachmentUploadOutput, participant_operation,
};

trait Attachments: Participant {
    #[participant_operation]
    async fn start_attachment_upload(&self, connection_token: &ConnectionToken) -> Result<StartAttachmentUploadOutput>;
}

impl Attachments for Client {}

fn main() {}
