//! The compiler reports an unknown type once.

use connect_participant::{Client, Participant, SendEventOutput, participant_operation};

trait ChatEvents: Participant {
    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.typing")]
    async fn typing(&self, connection_token: &ConectionToken) -> Reslt<SendEventOutput>;
}

impl ChatEvents for Client {}

fn main() {}
