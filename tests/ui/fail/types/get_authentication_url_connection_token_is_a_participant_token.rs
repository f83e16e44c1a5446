//! A participant token authorises only `CreateParticipantConnection`.

use connect_participant::{
    Client, GetAuthenticationUrlOutput, Participant, ParticipantToken, Result, participant_operation,
};

trait Authentication: Participant {
    #[participant_operation(GetAuthenticationUrl, redirect_uri = "https://example.com")]
    async fn log_in(&self, session_id: &str, connection_token: &ParticipantToken) -> Result<GetAuthenticationUrlOutput>;
}

impl Authentication for Client {}

fn main() {}
