//! The members are checked as in an async method.

use connect_participant::{ConnectionToken, Result, blocking, participant_operation};

trait ChatEvents: blocking::Participant {
    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.typin")]
    fn typing(&self, connection_token: &ConnectionToken) -> Result<()>;

    #[participant_operation(SendMessage, content_type = "text/plain")]
    fn say(&self, content: u64, connection_token: &ConnectionToken) -> Result<u64>;
}

impl ChatEvents for blocking::Client {}

fn main() {}
