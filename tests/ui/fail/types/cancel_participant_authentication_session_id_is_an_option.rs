//! A required member cannot be an `Option`. Handle `None` before the call.

use connect_participant::{
    CancelParticipantAuthenticationOutput, Client, ConnectionToken, Participant, Result, participant_operation,
};

trait Authentication: Participant {
    #[participant_operation]
    async fn cancel_participant_authentication(
        &self,
        session_id: Option<&str>,
        connection_token: &ConnectionToken,
    ) -> Result<CancelParticipantAuthenticationOutput>;
}

impl Authentication for Client {}

fn main() {}
