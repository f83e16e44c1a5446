//! The output of the operation is empty.

use connect_participant::{Client, ConnectionToken, Participant, Result, participant_operation};

trait Desk: Participant {
    #[participant_operation(CompleteAttachmentUpload, attachment_ids = [id])]
    async fn complete(&self, id: &str, connection_token: &ConnectionToken) -> Result<String>;
}

impl Desk for Client {}

fn main() {}
