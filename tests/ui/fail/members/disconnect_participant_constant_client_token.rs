//! The client token tells a repeated call from a new one. A constant would make every call a repetition of the first.

use connect_participant::{
    Client, ConnectionToken, DisconnectParticipantOutput, Participant, Result, participant_operation,
};

trait Connections: Participant {
    #[participant_operation(DisconnectParticipant, client_token = "bye")]
    async fn leave(&self, connection_token: &ConnectionToken) -> Result<DisconnectParticipantOutput>;
}

impl Connections for Client {}

fn main() {}
