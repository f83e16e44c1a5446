//! `?` would return from the method, which returns a future and not a `Result`. Take an
//! `EventContentType` as a parameter.

use connect_participant::{Client, ConnectionToken, Participant, Result, SendEventOutput, participant_operation};

trait ChatEvents: Participant {
    #[participant_operation(SendEvent, content_type = kind.parse()?)]
    async fn event(&self, connection_token: &ConnectionToken, kind: &str) -> Result<SendEventOutput>;
}

impl ChatEvents for Client {}

fn main() {}
