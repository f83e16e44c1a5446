//! The service calls this member `redirect_uri`.

use connect_participant::{
    Client, ConnectionToken, GetAuthenticationUrlOutput, Participant, Result, participant_operation,
};

trait Authentication: Participant {
    #[participant_operation]
    async fn get_authentication_url(
        &self,
        session_id: &str,
        redirect_url: &str,
        connection_token: &ConnectionToken,
    ) -> Result<GetAuthenticationUrlOutput>;
}

impl Authentication for Client {}

fn main() {}
