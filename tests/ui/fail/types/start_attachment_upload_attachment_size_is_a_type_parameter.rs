//! Take an `i64`, and convert before the call.

use connect_participant::{Client, ConnectionToken, Participant, Result, participant_operation};

trait Uploads: Participant {
    #[participant_operation(StartAttachmentUpload, content_type = "text/plain", attachment_name = "notes.txt", attachment_size_in_bytes = size)]
    async fn start<T: Into<i64>>(&self, size: T, connection_token: &ConnectionToken) -> Result<()>;
}

impl Uploads for Client {}

fn main() {}
