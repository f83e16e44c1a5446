//! A call can fail, so the method must return a `Result`.

use connect_participant::{Client, ConnectionToken, Participant, participant_operation};

trait ChatEvents: Participant {
    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.typing")]
    async fn typing(&self, connection_token: &ConnectionToken);
}

impl ChatEvents for Client {}

fn main() {}
