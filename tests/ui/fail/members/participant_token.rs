//! A participant token authorises only `CreateParticipantConnection`. Use the connection token that
//! it returns.

use connect_participant::{Client, Participant, ParticipantToken, Result, SendEventOutput, participant_operation};

trait ChatEvents: Participant {
    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.typing")]
    async fn event(&self, participant_token: &ParticipantToken) -> Result<SendEventOutput>;
}

impl ChatEvents for Client {}

fn main() {}
