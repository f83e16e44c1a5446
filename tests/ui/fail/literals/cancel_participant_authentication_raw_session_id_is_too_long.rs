//! A raw string literal is checked like any other.

use connect_participant::{Connected, CancelParticipantAuthenticationOutput, Result, participant_operation};

trait Chat: Connected {
    #[participant_operation(CancelParticipantAuthentication, session_id = r"3f8c2a10-0000-4000-8000-000000000000-0")]
    async fn call(&self) -> Result<CancelParticipantAuthenticationOutput>;
}

fn main() {}
