//! An unused parameter with the type of an unbound member is probably that member.

use connect_participant::{
    Client, ConnectionToken, ContentDisposition, GetAttachmentOutput, Participant, Result, participant_operation,
};

trait Attachments: Participant {
    #[participant_operation]
    async fn get_attachment(
        &self,
        attachment_id: &str,
        show: ContentDisposition,
        connection_token: &ConnectionToken,
    ) -> Result<GetAttachmentOutput>;
}

impl Attachments for Client {}

fn main() {}
