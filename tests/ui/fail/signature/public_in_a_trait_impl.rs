//! The visibility of a method of a trait is that of the trait. The compiler reports another one.

use connect_participant::{Client, ConnectionToken, GetAuthenticationUrlOutput, Result, participant_operation};

trait Authentication {
    async fn url(&self, token: &ConnectionToken, session: &str, redirect: &str) -> Result<GetAuthenticationUrlOutput>;
}

impl Authentication for Client {
    #[participant_operation(GetAuthenticationUrl, session_id = session, redirect_uri = redirect, connection_token = token)]
    pub async fn url(&self, token: &ConnectionToken, session: &str, redirect: &str) -> Result<GetAuthenticationUrlOutput>;
}

fn main() {}
