//! A session id has exactly 36 characters. Braces around it make it too long.

use connect_participant::{
    CancelParticipantAuthenticationOutput, Client, ConnectionToken, Participant, Result, participant_operation,
};

trait Authentication: Participant {
    #[participant_operation(CancelParticipantAuthentication, session_id = "{9b3e1f0a-7c52-4d88-a1e6-0f2b4c6d8e90}")]
    async fn cancel(&self, connection_token: &ConnectionToken) -> Result<CancelParticipantAuthenticationOutput>;
}

impl Authentication for Client {}

fn main() {}
