//! A variant is checked like a literal: a receipt requires a message id.

use connect_participant::{Client, ConnectionToken, EventContentType, Participant, Result, SendEventOutput, participant_operation};

trait ChatEvents: Participant {
    #[participant_operation(SendEvent, content_type = EventContentType::MessageRead)]
    async fn event(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;
}

impl ChatEvents for Client {}

fn main() {}
