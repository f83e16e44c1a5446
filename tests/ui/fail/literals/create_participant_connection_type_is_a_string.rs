//! A list is written in brackets, even if it has only one item.

use connect_participant::{
    Client, CreateParticipantConnectionOutput, Participant, ParticipantToken, Result, participant_operation,
};

trait Connections: Participant {
    #[participant_operation(CreateParticipantConnection, type = "WEBSOCKET")]
    async fn connect(&self, participant_token: &ParticipantToken) -> Result<CreateParticipantConnectionOutput>;
}

impl Connections for Client {}

fn main() {}
