//! Only the service sends this content type. It appears in transcripts and on the websocket.

use connect_participant::{Client, ConnectionToken, Participant, Result, SendEventOutput, participant_operation};

trait ChatEvents: Participant {
    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.participant.joined")]
    async fn joined(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;
}

impl ChatEvents for Client {}

fn main() {}
