//! The content types of receipts have the segment `message`: `…event.message.read`.

use connect_participant::{Client, ConnectionToken, Participant, Result, SendEventOutput, participant_operation};

trait ChatEvents: Participant {
    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.read")]
    async fn event(&self, connection_token: &ConnectionToken, message_id: &str) -> Result<SendEventOutput>;
}

impl ChatEvents for Client {}

fn main() {}
