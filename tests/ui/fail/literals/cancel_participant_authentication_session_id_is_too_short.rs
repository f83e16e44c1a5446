//! A session id has exactly 36 characters.

use connect_participant::{
    CancelParticipantAuthenticationOutput, Client, ConnectionToken, Participant, Result, participant_operation,
};

trait Authentication: Participant {
    #[participant_operation(CancelParticipantAuthentication, session_id = "4d3f")]
    async fn cancel(&self, connection_token: &ConnectionToken) -> Result<CancelParticipantAuthenticationOutput>;
}

impl Authentication for Client {}

fn main() {}
