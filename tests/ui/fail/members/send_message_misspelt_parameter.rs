//! The parameter is misspelt.

use connect_participant::{Client, ConnectionToken, Participant, Result, SendMessageOutput, participant_operation};

trait Messages: Participant {
    #[participant_operation(SendMessage, content_type = "text/plain")]
    async fn say(&self, contents: &str, connection_token: &ConnectionToken) -> Result<SendMessageOutput>;
}

impl Messages for Client {}

fn main() {}
