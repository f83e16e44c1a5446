//! The type of the member is `i32`. The unit, seconds, is part of the name of the member.

use connect_participant::{Client, ConnectionToken, GetAttachmentOutput, Participant, Result, participant_operation};

trait Attachments: Participant {
    #[participant_operation(GetAttachment, url_expiry_in_seconds = 60s)]
    async fn attachment(&self, attachment_id: &str, connection_token: &ConnectionToken) -> Result<GetAttachmentOutput>;
}

impl Attachments for Client {}

fn main() {}
