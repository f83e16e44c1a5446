//! The attribute generates the body. End the declaration with `;`.

use connect_participant::{Client, ConnectionToken, Participant, Result, SendEventOutput, participant_operation};

trait ChatEvents: Participant {
    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.typing")]
    async fn typing(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput> {
        let _ = connection_token;
        Ok(SendEventOutput::default())
    }
}

impl ChatEvents for Client {}

fn main() {}
