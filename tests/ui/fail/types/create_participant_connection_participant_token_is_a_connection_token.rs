//! Each operation accepts only one of the two tokens, so they have different types.

use connect_participant::{
    Client, ConnectionToken, CreateParticipantConnectionOutput, Participant, Result, participant_operation,
};

trait Connections: Participant {
    #[participant_operation]
    async fn create_participant_connection(
        &self,
        participant_token: &ConnectionToken,
    ) -> Result<CreateParticipantConnectionOutput>;
}

impl Connections for Client {}

fn main() {}
