//! A value that is known only at run time is a `ContentDisposition`, which has only the values that
//! the service accepts.

use connect_participant::{Client, ConnectionToken, GetAttachmentOutput, Participant, Result, participant_operation};

trait Attachments: Participant {
    #[participant_operation]
    async fn get_attachment(
        &self,
        attachment_id: &str,
        url_content_disposition: &str,
        connection_token: &ConnectionToken,
    ) -> Result<GetAttachmentOutput>;
}

impl Attachments for Client {}

fn main() {}
