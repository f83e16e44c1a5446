//! The method sends a request, so it must return a future.

use connect_participant::{Client, ConnectionToken, Participant, participant_operation};

trait ChatEvents: Participant {
    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.typing")]
    fn typing(&self, connection_token: &ConnectionToken) -> impl Send;
}

impl ChatEvents for Client {}

fn main() {}
