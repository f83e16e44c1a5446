//! The output of the operation is empty. `Ok(())` is its success.

use connect_participant::{Client, ConnectionToken, Participant, Result, participant_operation};

trait Desk: Participant {
    #[participant_operation]
    async fn cancel_participant_authentication(&self, session_id: &str, connection_token: &ConnectionToken) -> Result<bool>;
}

impl Desk for Client {}

fn main() {}
