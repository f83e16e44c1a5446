//! A session id has exactly 36 characters.

use connect_participant::{
    Client, ConnectionToken, GetAuthenticationUrlOutput, Participant, Result, participant_operation,
};

trait Authentication: Participant {
    #[participant_operation(GetAuthenticationUrl, session_id = "session")]
    async fn log_in(
        &self,
        redirect_uri: &str,
        connection_token: &ConnectionToken,
    ) -> Result<GetAuthenticationUrlOutput>;
}

impl Authentication for Client {}

fn main() {}
