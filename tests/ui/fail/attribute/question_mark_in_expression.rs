//! `?` would return from the method, which returns a future and not a `Result`. Take the value as a
//! parameter.

use connect_participant::{Client, ConnectionToken, Participant, Result, SendEventOutput, participant_operation};

trait ChatEvents: Participant {
    fn token(&self) -> Result<String>;

    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.typing", client_token = self.token()?)]
    async fn event(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;
}

impl ChatEvents for Client {
    fn token(&self) -> Result<String> {
        Ok(String::new())
    }
}

fn main() {}
