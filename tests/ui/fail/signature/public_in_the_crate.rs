//! A trait method has the visibility of its trait. The compiler reports every qualifier.

use connect_participant::{Client, ConnectionToken, Participant, Result, SendEventOutput, participant_operation};

trait ChatEvents: Participant {
    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.typing")]
    pub(crate) async fn typing(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;
}

impl ChatEvents for Client {}

fn main() {}
