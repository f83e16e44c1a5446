//! The parameter is misspelt. `type` is a keyword, so the parameter is named `r#type`.

use connect_participant::{
    Client, ConnectionType, CreateParticipantConnectionOutput, Participant, ParticipantToken, Result,
    participant_operation,
};

trait Connections: Participant {
    #[participant_operation]
    async fn create_participant_connection(
        &self,
        types: &[ConnectionType],
        participant_token: &ParticipantToken,
    ) -> Result<CreateParticipantConnectionOutput>;
}

impl Connections for Client {}

fn main() {}
