//! The service detects duplicate calls by their client token. With a constant, every call after the
//! first would be a duplicate.

use connect_participant::{
    Client, ConnectionToken, DisconnectParticipantOutput, Participant, Result, participant_operation,
};

trait Connections: Participant {
    #[participant_operation(DisconnectParticipant, client_token = "bye")]
    async fn leave(&self, connection_token: &ConnectionToken) -> Result<DisconnectParticipantOutput>;
}

impl Connections for Client {}

fn main() {}
