//! A raw string literal is checked like any other.

use connect_participant::{Connected, GetAttachmentOutput, Result, participant_operation};

trait Chat: Connected {
    #[participant_operation(GetAttachment, url_content_disposition = r"INLNE")]
    async fn call(&self, attachment_id: &str) -> Result<GetAttachmentOutput>;
}

fn main() {}
