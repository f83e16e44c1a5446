//! `ConnectionToken::new` makes a token from a string. Its `Debug` output is redacted.

use connect_participant::{Client, DisconnectParticipantOutput, Participant, Result, participant_operation};

trait Connections: Participant {
    #[participant_operation]
    async fn disconnect_participant(&self, connection_token: String) -> Result<DisconnectParticipantOutput>;
}

impl Connections for Client {}

fn main() {}
