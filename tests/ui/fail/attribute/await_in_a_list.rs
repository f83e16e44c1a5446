//! The request is built when the method is called, before its future is polled. This also applies
//! to the items of a list.

use connect_participant::{Client, ConnectionToken, Participant, Result, participant_operation};

trait Attachments: Participant {
    async fn last(&self) -> String;

    #[participant_operation(CompleteAttachmentUpload, attachment_ids = [self.last().await])]
    async fn complete(&self, connection_token: &ConnectionToken) -> Result<()>;
}

impl Attachments for Client {
    async fn last(&self) -> String {
        String::new()
    }
}

fn main() {}
