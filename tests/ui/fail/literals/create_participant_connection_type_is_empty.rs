//! The list must have at least one item. Omit `type` if you do not need it.

use connect_participant::{
    Client, CreateParticipantConnectionOutput, Participant, ParticipantToken, Result, participant_operation,
};

trait Connections: Participant {
    #[participant_operation(CreateParticipantConnection, type = [])]
    async fn connect(&self, participant_token: &ParticipantToken) -> Result<CreateParticipantConnectionOutput>;
}

impl Connections for Client {}

fn main() {}
