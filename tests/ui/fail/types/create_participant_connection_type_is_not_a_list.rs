//! A connection can have several types: take `&[ConnectionType]`, or write `type = [kind]` in the
//! attribute.

use connect_participant::{
    Client, ConnectionType, CreateParticipantConnectionOutput, Participant, ParticipantToken, Result,
    participant_operation,
};

trait Connections: Participant {
    #[participant_operation]
    async fn create_participant_connection(
        &self,
        r#type: ConnectionType,
        participant_token: &ParticipantToken,
    ) -> Result<CreateParticipantConnectionOutput>;
}

impl Connections for Client {}

fn main() {}
