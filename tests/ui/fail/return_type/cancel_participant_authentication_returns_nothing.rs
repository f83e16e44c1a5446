//! A call can fail, so the method must return a `Result`.

use connect_participant::{Client, ConnectionToken, Participant, participant_operation};

trait Authentication: Participant {
    #[participant_operation]
    async fn cancel_participant_authentication(&self, session_id: &str, connection_token: &ConnectionToken);
}

impl Authentication for Client {}

fn main() {}
