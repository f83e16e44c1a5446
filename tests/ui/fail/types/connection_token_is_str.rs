//! `ConnectionToken::new` makes a token from a string and checks it.

use connect_participant::{Client, Participant, Result, SendEventOutput, participant_operation};

trait ChatEvents: Participant {
    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.typing")]
    async fn event(&self, connection_token: &str) -> Result<SendEventOutput>;
}

impl ChatEvents for Client {}

fn main() {}
