//! This operation returns the connection token. It is authorised by the participant token.

use connect_participant::{
    Client, ConnectionToken, CreateParticipantConnectionOutput, Participant, Result, participant_operation,
};

trait Connections: Participant {
    #[participant_operation]
    async fn create_participant_connection(
        &self,
        connection_token: &ConnectionToken,
    ) -> Result<CreateParticipantConnectionOutput>;
}

impl Connections for Client {}

fn main() {}
