//! A method without `async` that does not return a `Result` is neither async nor blocking.

use connect_participant::{ConnectionToken, SendEventOutput, blocking, participant_operation};

trait ChatEvents: blocking::Participant {
    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.typing")]
    fn typing(&self, connection_token: &ConnectionToken) -> SendEventOutput;
}

fn main() {}
