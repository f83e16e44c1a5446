//! A type parameter needs the bound `FromOutput` to be returned.

use connect_participant::{Client, ConnectionToken, Participant, Result, participant_operation};

trait Desk: Participant {
    #[participant_operation(GetTranscript)]
    async fn transcript<T>(&self, connection_token: &ConnectionToken) -> Result<T>;
}

impl Desk for Client {}

fn main() {}
