//! A URI has at least one character.

use connect_participant::{
    Client, ConnectionToken, GetAuthenticationUrlOutput, Participant, Result, participant_operation,
};

trait Authentication: Participant {
    #[participant_operation(GetAuthenticationUrl, redirect_uri = "")]
    async fn log_in(&self, session_id: &str, connection_token: &ConnectionToken) -> Result<GetAuthenticationUrlOutput>;
}

impl Authentication for Client {}

fn main() {}
