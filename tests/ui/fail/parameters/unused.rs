//! A parameter must be a member, or be used by an expression in the attribute. It would be silently
//! ignored otherwise.

use connect_participant::{Client, ConnectionToken, Participant, Result, SendEventOutput, participant_operation};

trait ChatEvents: Participant {
    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.typing")]
    async fn event(&self, connection_token: &ConnectionToken, colour: &str) -> Result<SendEventOutput>;
}

impl ChatEvents for Client {}

fn main() {}
