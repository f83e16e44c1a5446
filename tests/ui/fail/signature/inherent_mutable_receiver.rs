//! A method of a type takes `&self`, like a method of a trait.

use connect_participant::{Client, ConnectionToken, GetAttachmentOutput, Participant, Result, participant_operation};

struct Session(Client);

impl Participant for Session {
    fn client(&self) -> &Client {
        &self.0
    }
}

impl Session {
    #[participant_operation(GetAttachment)]
    pub async fn get(&mut self, attachment_id: &str, connection_token: &ConnectionToken) -> Result<GetAttachmentOutput>;
}

fn main() {}
