//! A call can fail, so the method must return a `Result`.

use connect_participant::{Client, ConnectionToken, Participant, participant_operation};

trait Views: Participant {
    #[participant_operation]
    async fn describe_view(&self, view_token: &str, connection_token: &ConnectionToken);
}

impl Views for Client {}

fn main() {}
