//! A raw string literal is checked like any other.

use connect_participant::{Connected, GetAuthenticationUrlOutput, Result, participant_operation};

trait Chat: Connected {
    #[participant_operation(GetAuthenticationUrl, session_id = r"1", redirect_uri = "https://example.com")]
    async fn call(&self) -> Result<GetAuthenticationUrlOutput>;
}

fn main() {}
