//! Without any supertrait, the missing token is one error. `Connected` has the client too.

use connect_participant::{GetAttachmentOutput, Result, participant_operation};

trait Attachments {
    #[participant_operation(GetAttachment)]
    async fn attachment(&self, attachment_id: &str) -> Result<GetAttachmentOutput>;
}

fn main() {}
