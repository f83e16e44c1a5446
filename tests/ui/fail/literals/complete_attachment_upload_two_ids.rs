//! The service completes one upload per call.

use connect_participant::{
    Client, CompleteAttachmentUploadOutput, ConnectionToken, Participant, Result, participant_operation,
};

trait Attachments: Participant {
    #[participant_operation(CompleteAttachmentUpload, attachment_ids = [first, second])]
    async fn complete(
        &self,
        first: &str,
        second: &str,
        connection_token: &ConnectionToken,
    ) -> Result<CompleteAttachmentUploadOutput>;
}

impl Attachments for Client {}

fn main() {}
