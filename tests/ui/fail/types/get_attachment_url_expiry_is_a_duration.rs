//! The member is a number of seconds.

use connect_participant::{Client, ConnectionToken, GetAttachmentOutput, Participant, Result, participant_operation};

trait Attachments: Participant {
    #[participant_operation(GetAttachment, url_expiry_in_seconds = expiry)]
    async fn attachment(
        &self,
        attachment_id: &str,
        expiry: std::time::Duration,
        connection_token: &ConnectionToken,
    ) -> Result<GetAttachmentOutput>;
}

impl Attachments for Client {}

fn main() {}
