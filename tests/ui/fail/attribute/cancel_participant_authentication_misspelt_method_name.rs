//! Without arguments, the method must have the exact name of the operation.

use connect_participant::{
    CancelParticipantAuthenticationOutput, Client, ConnectionToken, Participant, Result, participant_operation,
};

trait Authentication: Participant {
    #[participant_operation]
    async fn cancel_participant_autentication(
        &self,
        session_id: &str,
        connection_token: &ConnectionToken,
    ) -> Result<CancelParticipantAuthenticationOutput>;
}

impl Authentication for Client {}

fn main() {}
