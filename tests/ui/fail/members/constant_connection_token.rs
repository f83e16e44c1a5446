//! A token is a secret. Take it as a parameter.

use connect_participant::{Client, Participant, Result, SendEventOutput, participant_operation};

trait ChatEvents: Participant {
    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.typing", connection_token = "QVFJ")]
    async fn event(&self) -> Result<SendEventOutput>;
}

impl ChatEvents for Client {}

fn main() {}
