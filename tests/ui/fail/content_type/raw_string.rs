//! A raw string literal is checked like any other string literal.

use connect_participant::{Client, ConnectionToken, Participant, Result, SendEventOutput, participant_operation};

trait ChatEvents: Participant {
    #[participant_operation(SendEvent, content_type = r"application/vnd.amazonaws.connect.event.typin")]
    async fn event(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;
}

impl ChatEvents for Client {}

fn main() {}
