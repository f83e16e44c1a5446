//! The next steps need the id too, so the metadata alone is not enough: return the output.

use connect_participant::{
    Client, ConnectionToken, Participant, Result, UploadMetadata, participant_operation,
};

trait Desk: Participant {
    #[participant_operation(StartAttachmentUpload, content_type = "text/plain", attachment_size_in_bytes = 1)]
    async fn start(&self, attachment_name: &str, connection_token: &ConnectionToken) -> Result<UploadMetadata>;
}

impl Desk for Client {}

fn main() {}
