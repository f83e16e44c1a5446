//! Two parameters are probably the two missing members, because of their types or names.

use connect_participant::{Client, ConnectionToken, Participant, Result, SendEventOutput, participant_operation};

trait ChatEvents: Participant {
    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.message.read")]
    async fn event(&self, token: &ConnectionToken, id: &str) -> Result<SendEventOutput>;
}

impl ChatEvents for Client {}

fn main() {}
