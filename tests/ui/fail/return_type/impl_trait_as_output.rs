//! The output of the future must be a `Result` that is written out.

use connect_participant::{Client, ConnectionToken, Participant, participant_operation};

trait ChatEvents: Participant {
    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.typing")]
    async fn typing(&self, connection_token: &ConnectionToken) -> impl Send;
}

impl ChatEvents for Client {}

fn main() {}
