//! The method must return the output of the operation, or `()`.

use connect_participant::{Client, ConnectionToken, Participant, Result, participant_operation};

trait ChatEvents: Participant {
    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.typing")]
    async fn typing(&self, connection_token: &ConnectionToken) -> Result<String>;
}

impl ChatEvents for Client {}

fn main() {}
