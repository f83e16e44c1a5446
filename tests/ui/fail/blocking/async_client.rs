//! A blocking trait is implemented for a blocking client.

use connect_participant::{Client, ConnectionToken, Result, blocking, participant_operation};

trait ChatEvents: blocking::Participant {
    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.typing")]
    fn typing(&self, connection_token: &ConnectionToken) -> Result<()>;
}

impl ChatEvents for Client {}

fn main() {}
