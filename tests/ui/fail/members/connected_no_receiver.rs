//! The missing token is reported even if the method has no receiver.

use connect_participant::{Participant, Result, StartAttachmentUploadOutput, participant_operation};

trait Attachments: Participant {
    #[participant_operation(StartAttachmentUpload, content_type = "text/plain")]
    async fn start(
        attachment_size_in_bytes: i64,
        attachment_name: &str,
    ) -> Result<StartAttachmentUploadOutput>;
}

fn main() {}
