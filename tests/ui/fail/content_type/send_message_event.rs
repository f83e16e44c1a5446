//! Another operation, `SendEvent`, sends events.

use connect_participant::{Client, ConnectionToken, Participant, Result, SendMessageOutput, participant_operation};

trait Messages: Participant {
    #[participant_operation(SendMessage, content_type = "application/vnd.amazonaws.connect.event.typing")]
    async fn say(&self, content: &str, connection_token: &ConnectionToken) -> Result<SendMessageOutput>;
}

impl Messages for Client {}

fn main() {}
