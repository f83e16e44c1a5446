//! The URL is a field of the output: `output.authentication_url`.

use connect_participant::{Client, ConnectionToken, Participant, Result, participant_operation};

trait Authentication: Participant {
    #[participant_operation]
    async fn get_authentication_url(
        &self,
        session_id: &str,
        redirect_uri: &str,
        connection_token: &ConnectionToken,
    ) -> Result<String>;
}

impl Authentication for Client {}

fn main() {}
