//! The session id identifies the authentication. It is in the event that requested the sign-in.

use connect_participant::{
    CancelParticipantAuthenticationOutput, Client, ConnectionToken, Participant, Result, participant_operation,
};

trait Authentication: Participant {
    #[participant_operation]
    async fn cancel_participant_authentication(
        &self,
        connection_token: &ConnectionToken,
    ) -> Result<CancelParticipantAuthenticationOutput>;
}

impl Authentication for Client {}

fn main() {}
