//! An item that is known only at run time has the type of the items, `ConnectionType`.

use connect_participant::{
    Client, CreateParticipantConnectionOutput, Participant, ParticipantToken, Result, participant_operation,
};

trait Connections: Participant {
    #[participant_operation(CreateParticipantConnection, type = ["WEBSOCKET", kind])]
    async fn connect(
        &self,
        kind: &str,
        participant_token: &ParticipantToken,
    ) -> Result<CreateParticipantConnectionOutput>;
}

impl Connections for Client {}

fn main() {}
