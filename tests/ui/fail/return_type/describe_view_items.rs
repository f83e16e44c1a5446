//! Only `GetTranscript` returns items.

use connect_participant::{Client, ConnectionToken, Item, Participant, Result, participant_operation};

trait Desk: Participant {
    #[participant_operation(DescribeView)]
    async fn view(&self, view_token: &str, connection_token: &ConnectionToken) -> Result<Vec<Item>>;
}

impl Desk for Client {}

fn main() {}
