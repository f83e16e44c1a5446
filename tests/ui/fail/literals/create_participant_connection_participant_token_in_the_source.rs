//! A token is a secret. Take it as a parameter.

use connect_participant::{Client, CreateParticipantConnectionOutput, Participant, Result, participant_operation};

trait Connections: Participant {
    #[participant_operation(CreateParticipantConnection, participant_token = "QVFJREFIZ")]
    async fn connect(&self) -> Result<CreateParticipantConnectionOutput>;
}

impl Connections for Client {}

fn main() {}
