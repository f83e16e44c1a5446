//! Expressions are evaluated before the parameters that they use are moved, even if the method has
//! an error.

use connect_participant::{Client, ConnectionToken, Participant, Result, SendEventOutput, participant_operation};

trait ChatEvents: Participant {
    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.message.read", client_token = Some(message_id.as_str()), colour = 1)]
    async fn event(&self, connection_token: &ConnectionToken, message_id: String) -> Result<SendEventOutput>;
}

impl ChatEvents for Client {}

fn main() {}
