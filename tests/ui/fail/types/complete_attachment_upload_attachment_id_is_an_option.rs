//! An item of a list cannot be an `Option`.

use connect_participant::{
    Client, CompleteAttachmentUploadOutput, ConnectionToken, Participant, Result, participant_operation,
};

trait Attachments: Participant {
    #[participant_operation(CompleteAttachmentUpload, attachment_ids = [id])]
    async fn complete(
        &self,
        id: Option<&str>,
        connection_token: &ConnectionToken,
    ) -> Result<CompleteAttachmentUploadOutput>;
}

impl Attachments for Client {}

fn main() {}
