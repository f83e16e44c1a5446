//! The values are case-sensitive, unlike those of the HTTP header `Content-Disposition`.

use connect_participant::{Client, ConnectionToken, GetAttachmentOutput, Participant, Result, participant_operation};

trait Attachments: Participant {
    #[participant_operation(GetAttachment, url_content_disposition = "attachment")]
    async fn attachment(&self, attachment_id: &str, connection_token: &ConnectionToken) -> Result<GetAttachmentOutput>;
}

impl Attachments for Client {}

fn main() {}
