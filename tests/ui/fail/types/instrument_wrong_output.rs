//! A type error is reported at its place, also if another attribute is on the method.

use connect_participant::{Connected, GetAttachmentOutput, Result, participant_operation};

trait Attachments: Connected {
    #[participant_operation(CompleteAttachmentUpload)]
    #[tracing::instrument(skip_all)]
    async fn complete(&self, attachment_ids: &[String]) -> Result<GetAttachmentOutput>;
}

fn main() {}
