//! A participant token authorises `CreateParticipantConnection` alone, which returns the connection token that
//! belongs here.

use connect_participant::{Client, Participant, ParticipantToken, Result, SendEventOutput, participant_operation};

trait ChatEvents: Participant {
    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.typing")]
    async fn event(&self, participant_token: &ParticipantToken) -> Result<SendEventOutput>;
}

impl ChatEvents for Client {}

fn main() {}
