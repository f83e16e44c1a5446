//! A string literal is sent as it is. Use `format!` to insert the parameter.

use connect_participant::{Client, ConnectionToken, Participant, Result, SendEventOutput, participant_operation};

trait ChatEvents: Participant {
    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.message.read", message_id = "{id}")]
    async fn event(&self, connection_token: &ConnectionToken, id: &str) -> Result<SendEventOutput>;
}

impl ChatEvents for Client {}

fn main() {}
