//! The two tokens are different types, because each authorises what the other does not.

use connect_participant::{Client, Participant, ParticipantToken, Result, SendEventOutput, participant_operation};

trait ChatEvents: Participant {
    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.typing")]
    async fn event(&self, connection_token: &ParticipantToken) -> Result<SendEventOutput>;
}

impl ChatEvents for Client {}

fn main() {}
