//! The key is misspelt.

use connect_participant::{
    Client, ConnectionToken, DisconnectParticipantOutput, Participant, Result, participant_operation,
};

trait Connections: Participant {
    #[participant_operation(DisconnectParticipant, client_tokn = self.session())]
    async fn leave(&self, connection_token: &ConnectionToken) -> Result<DisconnectParticipantOutput>;

    fn session(&self) -> &'static str {
        "session"
    }
}

impl Connections for Client {}

fn main() {}
