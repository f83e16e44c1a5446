//! A participant token authorises only `CreateParticipantConnection`. Use the connection token that
//! it returns.

use connect_participant::{Client, Participant, Result, SendEventOutput, participant_operation};

trait ChatEvents: Participant {
    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.typing", participant_token = self.token())]
    async fn event(&self) -> Result<SendEventOutput>;
}

impl ChatEvents for Client {}

fn main() {}
