//! The attribute belongs on each method, because each method calls its own operation.

use connect_participant::{ConnectionToken, Participant, Result, SendEventOutput, participant_operation};

#[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.typing")]
trait ChatEvents: Participant {
    async fn typing(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;
}

fn main() {}
