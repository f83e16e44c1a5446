//! A URL can be valid for at most 300 seconds.

use connect_participant::{Client, ConnectionToken, GetAttachmentOutput, Participant, Result, participant_operation};

trait Attachments: Participant {
    #[participant_operation(GetAttachment, url_expiry_in_seconds = 301)]
    async fn attachment(&self, attachment_id: &str, connection_token: &ConnectionToken) -> Result<GetAttachmentOutput>;
}

impl Attachments for Client {}

fn main() {}
