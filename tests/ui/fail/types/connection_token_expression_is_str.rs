//! `ConnectionToken::new` makes a token from a string and checks it. The error underlines the
//! expression.

use connect_participant::{Client, Participant, Result, SendEventOutput, participant_operation};

trait ChatEvents: Participant {
    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.typing", connection_token = "QVFJ".trim())]
    async fn event(&self) -> Result<SendEventOutput>;
}

impl ChatEvents for Client {}

fn main() {}
