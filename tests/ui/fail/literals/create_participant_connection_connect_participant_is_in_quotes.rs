//! A boolean is written without quotes.

use connect_participant::{
    Client, CreateParticipantConnectionOutput, Participant, ParticipantToken, Result, participant_operation,
};

trait Connections: Participant {
    #[participant_operation(CreateParticipantConnection, connect_participant = "true")]
    async fn connect(&self, participant_token: &ParticipantToken) -> Result<CreateParticipantConnectionOutput>;
}

impl Connections for Client {}

fn main() {}
