//! Each operation accepts only one of the two tokens, so they have different types.

use connect_participant::{Client, Participant, ParticipantToken, Result, SendEventOutput, participant_operation};

trait ChatEvents: Participant {
    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.typing")]
    async fn event(&self, connection_token: &ParticipantToken) -> Result<SendEventOutput>;
}

impl ChatEvents for Client {}

fn main() {}
