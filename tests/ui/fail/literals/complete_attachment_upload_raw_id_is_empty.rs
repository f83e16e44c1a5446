//! A raw string literal in a list is checked like any other.

use connect_participant::{Connected, CompleteAttachmentUploadOutput, Result, participant_operation};

trait Chat: Connected {
    #[participant_operation(CompleteAttachmentUpload, attachment_ids = [r#""#])]
    async fn call(&self) -> Result<CompleteAttachmentUploadOutput>;
}

fn main() {}
