//! The attribute generates the body. Errors in the attribute are reported too.

use connect_participant::{Client, ConnectionToken, Participant, Result, SendEventOutput, participant_operation};

trait ChatEvents: Participant {
    #[participant_operation(SendEvent, content_type = "typing")]
    async fn typing(&self, #[member(connection_token)] token: &ConnectionToken) -> Result<SendEventOutput> {
        let _ = token;
        Ok(SendEventOutput::default())
    }
}

impl ChatEvents for Client {}

fn main() {}
