//! All errors of a method are reported at once, in source order.

use connect_participant::{Client, Participant, Result, SendEventOutput, participant_operation};

trait ChatEvents: Participant {
    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.message.read", content_typ = 1, colour = 2, connection_token = "QVFJ")]
    async fn event(&self, (a, b): (u8, u8), mut message_id: &str, size: u8) -> Result<SendEventOutput>;
}

impl ChatEvents for Client {}

fn main() {}
