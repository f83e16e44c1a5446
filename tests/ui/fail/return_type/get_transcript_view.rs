//! Only `DescribeView` returns a view.

use connect_participant::{Client, ConnectionToken, Participant, Result, View, participant_operation};

trait Desk: Participant {
    #[participant_operation(GetTranscript)]
    async fn transcript(&self, connection_token: &ConnectionToken) -> Result<View>;
}

impl Desk for Client {}

fn main() {}
