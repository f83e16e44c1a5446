//! A page has any number of items, so the type is `Vec<Item>`.

use connect_participant::{Client, ConnectionToken, Item, Participant, Result, participant_operation};

trait Desk: Participant {
    #[participant_operation(GetTranscript, max_results = 1)]
    async fn last(&self, connection_token: &ConnectionToken) -> Result<Item>;
}

impl Desk for Client {}

fn main() {}
