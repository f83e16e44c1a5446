//! A token is a `ConnectionToken`, which does not print itself: `ConnectionToken::new(text)?`.

use connect_participant::{Client, DisconnectParticipantOutput, Participant, Result, participant_operation};

trait Connections: Participant {
    #[participant_operation]
    async fn disconnect_participant(&self, connection_token: String) -> Result<DisconnectParticipantOutput>;
}

impl Connections for Client {}

fn main() {}
