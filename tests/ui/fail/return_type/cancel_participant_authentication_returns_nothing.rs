//! A call can fail, and the method has to say whether it did.

use connect_participant::{Client, ConnectionToken, Participant, participant_operation};

trait Authentication: Participant {
    #[participant_operation]
    async fn cancel_participant_authentication(&self, session_id: &str, connection_token: &ConnectionToken);
}

impl Authentication for Client {}

fn main() {}
