//! A variant is checked like a literal: a typing event takes no content.

use connect_participant::{Client, ConnectionToken, EventContentType, Participant, Result, SendEventOutput, participant_operation};

trait ChatEvents: Participant {
    #[participant_operation(SendEvent, content_type = &EventContentType::Typing, content = "x")]
    async fn event(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;
}

impl ChatEvents for Client {}

fn main() {}
