//! The id identifies the attachment. It is in the item of the transcript that has the attachment.

use connect_participant::{Client, ConnectionToken, GetAttachmentOutput, Participant, Result, participant_operation};

trait Attachments: Participant {
    #[participant_operation]
    async fn get_attachment(&self, connection_token: &ConnectionToken) -> Result<GetAttachmentOutput>;
}

impl Attachments for Client {}

fn main() {}
