//! The missing token is reported beside the other mistakes of the method.

use connect_participant::{CompleteAttachmentUploadOutput, Participant, Result, participant_operation};

trait Attachments: Participant {
    #[participant_operation(CompleteAttachmentUpload, attachment_id = ["1"], client_token = "constant")]
    async fn complete(&self) -> Result<CompleteAttachmentUploadOutput>;
}

fn main() {}
