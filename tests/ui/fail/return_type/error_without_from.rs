//! The error type of the method must implement `From<connect_participant::Error>`.

use connect_participant::{Client, ConnectionToken, Participant, Result, SendEventOutput, participant_operation};

trait ChatEvents: Participant {
    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.typing")]
    async fn typing(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput, std::num::ParseIntError>;
}

impl ChatEvents for Client {}

fn main() {}
