//! `SendEvent` is authorised by a connection token.

use connect_participant::{Client, Participant, Result, SendEventOutput, participant_operation};

trait ChatEvents: Participant {
    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.typing")]
    async fn event(&self) -> Result<SendEventOutput>;
}

impl ChatEvents for Client {}

fn main() {}
