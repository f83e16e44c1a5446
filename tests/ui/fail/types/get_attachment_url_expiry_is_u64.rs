//! Integers of the service are signed: this member is an `i32`.

use connect_participant::{Client, ConnectionToken, GetAttachmentOutput, Participant, Result, participant_operation};

trait Attachments: Participant {
    #[participant_operation]
    async fn get_attachment(
        &self,
        attachment_id: &str,
        url_expiry_in_seconds: u64,
        connection_token: &ConnectionToken,
    ) -> Result<GetAttachmentOutput>;
}

impl Attachments for Client {}

fn main() {}
