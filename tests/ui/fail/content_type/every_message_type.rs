//! Another operation, `SendMessage`, sends messages.

use connect_participant::{Client, ConnectionToken, Participant, Result, SendEventOutput, participant_operation};

trait ChatEvents: Participant {
    #[participant_operation(SendEvent, content_type = "text/plain")]
    async fn event_1(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;

    #[participant_operation(SendEvent, content_type = "text/markdown")]
    async fn event_2(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;

    #[participant_operation(SendEvent, content_type = "application/json")]
    async fn event_3(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;

    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.message.interactive.response")]
    async fn event_4(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;
}

impl ChatEvents for Client {}

fn main() {}
