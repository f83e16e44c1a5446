//! A session id is text, even if it consists of digits. Put it in quotes.

use connect_participant::{
    CancelParticipantAuthenticationOutput, Client, ConnectionToken, Participant, Result, participant_operation,
};

trait Authentication: Participant {
    #[participant_operation(CancelParticipantAuthentication, session_id = 9)]
    async fn cancel(&self, connection_token: &ConnectionToken) -> Result<CancelParticipantAuthenticationOutput>;
}

impl Authentication for Client {}

fn main() {}
