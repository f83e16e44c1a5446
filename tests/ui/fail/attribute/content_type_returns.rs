//! The method returns a future, and not the `Result` that `?` would return from it. Take an `EventContentType` as a
//! parameter.

use connect_participant::{Client, ConnectionToken, Participant, Result, SendEventOutput, participant_operation};

trait ChatEvents: Participant {
    #[participant_operation(SendEvent, content_type = kind.parse()?)]
    async fn event(&self, connection_token: &ConnectionToken, kind: &str) -> Result<SendEventOutput>;
}

impl ChatEvents for Client {}

fn main() {}
