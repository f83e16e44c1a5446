//! A participant token authorises only `CreateParticipantConnection`. Use the connection token that
//! it returns.

use connect_participant::{
    Client, GetAuthenticationUrlOutput, Participant, ParticipantToken, Result, participant_operation,
};

trait Authentication: Participant {
    #[participant_operation]
    async fn get_authentication_url(
        &self,
        session_id: &str,
        redirect_uri: &str,
        participant_token: &ParticipantToken,
    ) -> Result<GetAuthenticationUrlOutput>;
}

impl Authentication for Client {}

fn main() {}
