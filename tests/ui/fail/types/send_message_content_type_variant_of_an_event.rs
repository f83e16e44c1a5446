//! Events and messages have different content types, so they have different types in Rust.

use connect_participant::{
    Client, ConnectionToken, EventContentType, Participant, Result, SendMessageOutput, participant_operation,
};

trait Messages: Participant {
    #[participant_operation(SendMessage, content_type = EventContentType::Typing)]
    async fn say(&self, content: &str, connection_token: &ConnectionToken) -> Result<SendMessageOutput>;
}

impl Messages for Client {}

fn main() {}
