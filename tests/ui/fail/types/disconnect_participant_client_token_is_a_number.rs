//! A client token is text. Format the number before the call.

use connect_participant::{
    Client, ConnectionToken, DisconnectParticipantOutput, Participant, Result, participant_operation,
};

trait Connections: Participant {
    #[participant_operation]
    async fn disconnect_participant(
        &self,
        client_token: u64,
        connection_token: &ConnectionToken,
    ) -> Result<DisconnectParticipantOutput>;
}

impl Connections for Client {}

fn main() {}
