//! A call can fail, so the output of the future must be a `Result`.

use connect_participant::{Client, ConnectionToken, Participant, participant_operation};

trait ChatEvents: Participant {
    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.typing")]
    fn typing(&self, connection_token: &ConnectionToken) -> impl Future<Output = ()>;
}

impl ChatEvents for Client {}

fn main() {}
