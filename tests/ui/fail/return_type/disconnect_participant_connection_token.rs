//! Only `CreateParticipantConnection` returns a connection token.

use connect_participant::{Client, ConnectionToken, Participant, Result, participant_operation};

trait Desk: Participant {
    #[participant_operation]
    async fn disconnect_participant(&self, connection_token: &ConnectionToken) -> Result<ConnectionToken>;
}

impl Desk for Client {}

fn main() {}
