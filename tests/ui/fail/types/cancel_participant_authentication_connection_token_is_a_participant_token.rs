//! A participant token authorises only `CreateParticipantConnection`.

use connect_participant::{
    CancelParticipantAuthenticationOutput, Client, Participant, ParticipantToken, Result, participant_operation,
};

trait Authentication: Participant {
    #[participant_operation]
    async fn cancel_participant_authentication(
        &self,
        session_id: &str,
        connection_token: &ParticipantToken,
    ) -> Result<CancelParticipantAuthenticationOutput>;
}

impl Authentication for Client {}

fn main() {}
