//! A type needs a client to implement a trait with annotated methods. Implement `Participant` for it.

use connect_participant::{Client, ConnectionToken, Participant, Result, SendEventOutput, participant_operation};

trait ChatEvents: Participant {
    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.typing")]
    async fn event(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;
}

struct Session {
    client: Client,
}

impl ChatEvents for Session {}

fn main() {}
