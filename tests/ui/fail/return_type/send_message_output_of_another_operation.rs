//! Each operation has its own output type. Return that, or `()`.

use connect_participant::{Client, ConnectionToken, Participant, Result, SendEventOutput, participant_operation};

trait Messages: Participant {
    #[participant_operation(SendMessage, content_type = "text/plain")]
    async fn say(&self, content: &str, connection_token: &ConnectionToken) -> Result<SendEventOutput>;
}

impl Messages for Client {}

fn main() {}
