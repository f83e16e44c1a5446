//! The service sends the customer to the redirect URI after the sign-in.

use connect_participant::{
    Client, ConnectionToken, GetAuthenticationUrlOutput, Participant, Result, participant_operation,
};

trait Authentication: Participant {
    #[participant_operation]
    async fn get_authentication_url(
        &self,
        session_id: &str,
        connection_token: &ConnectionToken,
    ) -> Result<GetAuthenticationUrlOutput>;
}

impl Authentication for Client {}

fn main() {}
