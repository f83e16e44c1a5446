//! A method of a blocking trait is not `async`.

use connect_participant::{ConnectionToken, Result, blocking, participant_operation};

trait ChatEvents: blocking::Participant {
    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.typing")]
    async fn typing(&self, connection_token: &ConnectionToken) -> Result<()>;
}

impl ChatEvents for blocking::Client {}

fn main() {}
