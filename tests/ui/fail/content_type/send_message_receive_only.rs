//! Flows send interactive messages. The response of a customer has the content type
//! `…message.interactive.response`.

use connect_participant::{Client, ConnectionToken, Participant, Result, SendMessageOutput, participant_operation};

trait Messages: Participant {
    #[participant_operation(SendMessage, content_type = "application/vnd.amazonaws.connect.message.interactive")]
    async fn say(&self, content: &str, connection_token: &ConnectionToken) -> Result<SendMessageOutput>;
}

impl Messages for Client {}

fn main() {}
