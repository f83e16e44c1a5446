//! A token is a secret. Take it as a parameter.

use connect_participant::{Client, DisconnectParticipantOutput, Participant, Result, participant_operation};

trait Connections: Participant {
    #[participant_operation(DisconnectParticipant, connection_token = "QVFJREFIZ")]
    async fn leave(&self) -> Result<DisconnectParticipantOutput>;
}

impl Connections for Client {}

fn main() {}
