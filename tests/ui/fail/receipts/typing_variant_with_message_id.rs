//! A variant is checked like a literal: a typing event takes no message id.

use connect_participant::{Client, ConnectionToken, EventContentType, Participant, Result, SendEventOutput, participant_operation};

trait ChatEvents: Participant {
    #[participant_operation(SendEvent, content_type = EventContentType::Typing)]
    async fn event(&self, connection_token: &ConnectionToken, message_id: &str) -> Result<SendEventOutput>;
}

impl ChatEvents for Client {}

fn main() {}
