//! The operation takes a list of ids, `attachment_ids`, even though it has only one item.

use connect_participant::{
    Client, CompleteAttachmentUploadOutput, ConnectionToken, Participant, Result, participant_operation,
};

trait Attachments: Participant {
    #[participant_operation(CompleteAttachmentUpload, attachment_id = id)]
    async fn complete(&self, id: &str, connection_token: &ConnectionToken) -> Result<CompleteAttachmentUploadOutput>;
}

impl Attachments for Client {}

fn main() {}
