//! A content type that is spelled as a variant is checked like its literal: a receipt is about a message.

use connect_participant::{Client, ConnectionToken, EventContentType, Participant, Result, SendEventOutput, participant_operation};

trait ChatEvents: Participant {
    #[participant_operation(SendEvent, content_type = EventContentType::MessageRead)]
    async fn event(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;
}

impl ChatEvents for Client {}

fn main() {}
