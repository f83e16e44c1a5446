//! The method uses the client of a `Participant`. Make `Participant` a supertrait.

use connect_participant::{Client, ConnectionToken, Result, SendEventOutput, participant_operation};

trait ChatEvents {
    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.typing")]
    async fn event(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;
}

impl ChatEvents for Client {}

fn main() {}
