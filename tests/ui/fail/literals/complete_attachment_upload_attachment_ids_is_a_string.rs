//! A list is written in brackets, even if it has only one item.

use connect_participant::{
    Client, CompleteAttachmentUploadOutput, ConnectionToken, Participant, Result, participant_operation,
};

trait Attachments: Participant {
    #[participant_operation(CompleteAttachmentUpload, attachment_ids = "attachment")]
    async fn complete(&self, connection_token: &ConnectionToken) -> Result<CompleteAttachmentUploadOutput>;
}

impl Attachments for Client {}

fn main() {}
