//! A content type must be a plain string literal.

use connect_participant::{Client, ConnectionToken, Participant, Result, SendMessageOutput, participant_operation};

trait Messages: Participant {
    #[participant_operation(SendMessage, content_type = 1)]
    async fn say(&self, content: &str, connection_token: &ConnectionToken) -> Result<SendMessageOutput>;
}

impl Messages for Client {}

fn main() {}
