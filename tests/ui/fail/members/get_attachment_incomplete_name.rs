//! A member has its full name, including the unit.

use connect_participant::{Client, ConnectionToken, GetAttachmentOutput, Participant, Result, participant_operation};

trait Attachments: Participant {
    #[participant_operation(GetAttachment, url_expiry = 60)]
    async fn attachment(&self, attachment_id: &str, connection_token: &ConnectionToken) -> Result<GetAttachmentOutput>;
}

impl Attachments for Client {}

fn main() {}
