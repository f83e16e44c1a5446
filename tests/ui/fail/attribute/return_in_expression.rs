//! `return` would return from the method, which returns a future and not a `Result`.

use connect_participant::{Client, ConnectionToken, Participant, Result, participant_operation};

trait ChatEvents: Participant {
    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.message.read", message_id = match ids.first() { Some(id) => id, None => return Ok(()) })]
    async fn event(&self, connection_token: &ConnectionToken, ids: &[String]) -> Result<()>;
}

impl ChatEvents for Client {}

fn main() {}
