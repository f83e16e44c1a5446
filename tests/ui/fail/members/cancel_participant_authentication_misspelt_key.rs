//! The key is misspelt.

use connect_participant::{
    CancelParticipantAuthenticationOutput, Client, ConnectionToken, Participant, Result, participant_operation,
};

trait Authentication: Participant {
    #[participant_operation(CancelParticipantAuthentication, sesion_id = session)]
    async fn cancel(
        &self,
        session: &str,
        connection_token: &ConnectionToken,
    ) -> Result<CancelParticipantAuthenticationOutput>;
}

impl Authentication for Client {}

fn main() {}
