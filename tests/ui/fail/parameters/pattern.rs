//! A parameter binds a member by its name. A pattern has no name.

use connect_participant::{Client, ConnectionToken, Participant, Result, SendEventOutput, participant_operation};

trait ChatEvents: Participant {
    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.typing")]
    async fn event(&self, (connection_token, _): (&ConnectionToken, u8)) -> Result<SendEventOutput>;
}

impl ChatEvents for Client {}

fn main() {}
