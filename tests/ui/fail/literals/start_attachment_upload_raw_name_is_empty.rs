//! A raw string literal is checked like any other.

use connect_participant::{Connected, StartAttachmentUploadOutput, Result, participant_operation};

trait Chat: Connected {
    #[participant_operation(StartAttachmentUpload, content_type = "text/plain", attachment_name = r"", attachment_size_in_bytes = 1)]
    async fn call(&self) -> Result<StartAttachmentUploadOutput>;
}

fn main() {}
