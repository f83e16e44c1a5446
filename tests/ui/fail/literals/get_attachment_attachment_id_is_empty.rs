//! An id has at least one character.

use connect_participant::{Client, ConnectionToken, GetAttachmentOutput, Participant, Result, participant_operation};

trait Attachments: Participant {
    #[participant_operation(GetAttachment, attachment_id = "")]
    async fn attachment(&self, connection_token: &ConnectionToken) -> Result<GetAttachmentOutput>;
}

impl Attachments for Client {}

fn main() {}
