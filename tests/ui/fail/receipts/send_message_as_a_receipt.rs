//! A receipt is an event. Both the content type and the message id belong to `SendEvent`.

use connect_participant::{Client, ConnectionToken, Participant, Result, SendMessageOutput, participant_operation};

trait Messages: Participant {
    #[participant_operation(SendMessage, content_type = "application/vnd.amazonaws.connect.event.message.read")]
    async fn say(&self, message_id: &str, connection_token: &ConnectionToken) -> Result<SendMessageOutput>;
}

impl Messages for Client {}

fn main() {}
