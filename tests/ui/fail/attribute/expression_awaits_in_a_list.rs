//! The request is made when the method is called, also where a value of it is an item of a list. Await the value first,
//! and take it as a parameter.

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
