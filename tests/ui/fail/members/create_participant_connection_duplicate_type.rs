//! `type` and `r#type` are the same member. Set it in the attribute or take a parameter, not both.

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
