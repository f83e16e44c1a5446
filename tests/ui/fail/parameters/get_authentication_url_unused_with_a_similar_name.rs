//! An unused parameter is probably the missing member if both names end in the same word.

use connect_participant::{
    Client, ConnectionToken, GetAuthenticationUrlOutput, Participant, Result, participant_operation,
};

trait Authentication: Participant {
    #[participant_operation]
    async fn get_authentication_url(
        &self,
        session_id: &str,
        back_uri: &str,
        connection_token: &ConnectionToken,
    ) -> Result<GetAuthenticationUrlOutput>;
}

impl Authentication for Client {}

fn main() {}
