//! The client token tells a repeated call from a new one. A constant would make every call a repetition of the first.

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
