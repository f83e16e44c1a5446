//! The view is what the operation is about. Its content is a field of it.

use connect_participant::{Client, ConnectionToken, Participant, Result, ViewContent, participant_operation};

trait Desk: Participant {
    #[participant_operation]
    async fn describe_view(&self, view_token: &str, connection_token: &ConnectionToken) -> Result<ViewContent>;
}

impl Desk for Client {}

fn main() {}
