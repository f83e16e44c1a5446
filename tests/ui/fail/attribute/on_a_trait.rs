//! Each method says for itself what it sends. Put the attribute on the methods.

use connect_participant::{ConnectionToken, Participant, Result, SendEventOutput, participant_operation};

#[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.typing")]
trait ChatEvents: Participant {
    async fn typing(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;
}

fn main() {}
