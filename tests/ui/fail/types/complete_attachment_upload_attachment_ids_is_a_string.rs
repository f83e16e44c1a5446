//! A list is a slice or a `Vec`. For one id, write a list in the attribute: `attachment_ids =
//! [id]`.

use connect_participant::{
    Client, CompleteAttachmentUploadOutput, ConnectionToken, Participant, Result, participant_operation,
};

trait Attachments: Participant {
    #[participant_operation]
    async fn complete_attachment_upload(
        &self,
        attachment_ids: &str,
        connection_token: &ConnectionToken,
    ) -> Result<CompleteAttachmentUploadOutput>;
}

impl Attachments for Client {}

fn main() {}
