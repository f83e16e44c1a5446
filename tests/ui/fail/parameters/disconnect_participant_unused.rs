//! The operation has no member for a reason.

use connect_participant::{
    Client, ConnectionToken, DisconnectParticipantOutput, Participant, Result, participant_operation,
};

trait Connections: Participant {
    #[participant_operation]
    async fn disconnect_participant(
        &self,
        reason: &str,
        connection_token: &ConnectionToken,
    ) -> Result<DisconnectParticipantOutput>;
}

impl Connections for Client {}

fn main() {}
