//! A content type must be written in full.

use connect_participant::{Client, ConnectionToken, Participant, Result, SendEventOutput, participant_operation};

trait ChatEvents: Participant {
    #[participant_operation(SendEvent, content_type = "message.read")]
    async fn event(&self, connection_token: &ConnectionToken, message_id: &str) -> Result<SendEventOutput>;
}

impl ChatEvents for Client {}

fn main() {}
