//! The attribute already sets the member. Remove one of the two.

use connect_participant::{
    Client, ConnectionToken, DisconnectParticipantOutput, Participant, Result, participant_operation,
};

trait Connections: Participant {
    #[participant_operation]
    async fn disconnect_participant(
        &self,
        connection_token: &ConnectionToken,
        #[member(connection_token)] other: &ConnectionToken,
    ) -> Result<DisconnectParticipantOutput>;
}

impl Connections for Client {}

fn main() {}
