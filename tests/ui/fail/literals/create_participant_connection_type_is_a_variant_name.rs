//! The string is the value on the wire, not the name of the variant in Rust.

use connect_participant::{
    Client, CreateParticipantConnectionOutput, Participant, ParticipantToken, Result, participant_operation,
};

trait Connections: Participant {
    #[participant_operation(CreateParticipantConnection, type = ["ConnectionCredentials"])]
    async fn connect(&self, participant_token: &ParticipantToken) -> Result<CreateParticipantConnectionOutput>;
}

impl Connections for Client {}

fn main() {}
