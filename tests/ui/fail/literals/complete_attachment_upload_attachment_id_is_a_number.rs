//! An id is text, even if it consists of digits. Put it in quotes.

use connect_participant::{
    Client, CompleteAttachmentUploadOutput, ConnectionToken, Participant, Result, participant_operation,
};

trait Attachments: Participant {
    #[participant_operation(CompleteAttachmentUpload, attachment_ids = vec![5])]
    async fn complete(&self, connection_token: &ConnectionToken) -> Result<CompleteAttachmentUploadOutput>;
}

impl Attachments for Client {}

fn main() {}
