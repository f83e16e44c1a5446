//! A session id is text with 36 characters.

use connect_participant::{
    CancelParticipantAuthenticationOutput, Client, ConnectionToken, Participant, Result, participant_operation,
};

trait Authentication: Participant {
    #[participant_operation]
    async fn cancel_participant_authentication(
        &self,
        session_id: u128,
        connection_token: &ConnectionToken,
    ) -> Result<CancelParticipantAuthenticationOutput>;
}

impl Authentication for Client {}

fn main() {}
