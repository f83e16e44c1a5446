//! The request is built when the method is called, before its future is polled. Await the value
//! first, and pass it as a parameter.

use connect_participant::{Client, ConnectionToken, Participant, Result, SendEventOutput, participant_operation};

trait ChatEvents: Participant {
    async fn token(&self) -> String;

    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.typing", client_token = self.token().await)]
    async fn event(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;
}

impl ChatEvents for Client {
    async fn token(&self) -> String {
        String::new()
    }
}

fn main() {}
