//! `type` and `r#type` are the same member, which is bound in the attribute or by a parameter, not both.

use connect_participant::{
    Client, ConnectionType, CreateParticipantConnectionOutput, Participant, ParticipantToken, Result,
    participant_operation,
};

trait Connections: Participant {
    #[participant_operation(CreateParticipantConnection, type = ["WEBSOCKET"])]
    async fn connect(
        &self,
        r#type: &[ConnectionType],
        participant_token: &ParticipantToken,
    ) -> Result<CreateParticipantConnectionOutput>;
}

impl Connections for Client {}

fn main() {}
