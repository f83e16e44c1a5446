//! A misspelt parameter is not replaced by the token of `self` without a word.

use connect_participant::{Connected, ConnectionToken, GetAuthenticationUrlOutput, Result, participant_operation};

trait Authentication: Connected {
    #[participant_operation(GetAuthenticationUrl)]
    async fn url(
        &self,
        session_id: &str,
        redirect_uri: &str,
        conection_token: &ConnectionToken,
    ) -> Result<GetAuthenticationUrlOutput>;
}

fn main() {}
