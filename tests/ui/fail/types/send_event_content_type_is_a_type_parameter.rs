//! Take an `EventContentType`, and convert before the call.

use connect_participant::{Client, ConnectionToken, EventContentType, Participant, Result, participant_operation};

trait ChatEvents: Participant {
    #[participant_operation(SendEvent)]
    async fn event<T: Into<EventContentType>>(&self, content_type: T, message_id: &str, connection_token: &ConnectionToken) -> Result<()>;
}

impl ChatEvents for Client {}

fn main() {}
