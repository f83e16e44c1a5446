//! A required member cannot be an `Option`. Handle `None` before the call.

use connect_participant::{
    Client, ConnectionToken, GetAuthenticationUrlOutput, Participant, Result, participant_operation,
};

trait Authentication: Participant {
    #[participant_operation(GetAuthenticationUrl, redirect_uri = Some("https://example.com"))]
    async fn log_in(&self, session_id: &str, connection_token: &ConnectionToken) -> Result<GetAuthenticationUrlOutput>;
}

impl Authentication for Client {}

fn main() {}
