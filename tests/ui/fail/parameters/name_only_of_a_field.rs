//! A method or a field with the same name does not use the parameter.

use connect_participant::{Client, ConnectionToken, Participant, Result, SendEventOutput, participant_operation};

trait ChatEvents: Participant {
    fn colour(&self) -> &str;

    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.typing", client_token = self.colour())]
    async fn event(&self, connection_token: &ConnectionToken, colour: &str) -> Result<SendEventOutput>;
}

impl ChatEvents for Client {
    fn colour(&self) -> &str {
        ""
    }
}

fn main() {}
