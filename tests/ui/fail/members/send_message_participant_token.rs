//! A participant token authorises only `CreateParticipantConnection`. Use the connection token that
//! it returns.

use connect_participant::{Client, Participant, ParticipantToken, Result, SendMessageOutput, participant_operation};

trait Messages: Participant {
    #[participant_operation(SendMessage, content_type = "text/plain")]
    async fn say(&self, content: &str, participant_token: &ParticipantToken) -> Result<SendMessageOutput>;
}

impl Messages for Client {}

fn main() {}
