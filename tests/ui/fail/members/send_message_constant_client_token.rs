//! The service detects duplicate calls by their client token. With a constant, every call after the
//! first would be a duplicate.

use connect_participant::{Client, ConnectionToken, Participant, Result, SendMessageOutput, participant_operation};

trait Messages: Participant {
    #[participant_operation(SendMessage, content_type = "text/plain", client_token = "hello")]
    async fn say(&self, content: &str, connection_token: &ConnectionToken) -> Result<SendMessageOutput>;
}

impl Messages for Client {}

fn main() {}
