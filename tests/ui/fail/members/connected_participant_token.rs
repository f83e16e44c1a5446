//! `Connected` has a connection token. `CreateParticipantConnection`, which returns one, needs a
//! participant token.

use connect_participant::{Connected, CreateParticipantConnectionOutput, Result, participant_operation};

trait Connections: Connected {
    #[participant_operation(CreateParticipantConnection, type = ["CONNECTION_CREDENTIALS"])]
    async fn connect(&self) -> Result<CreateParticipantConnectionOutput>;
}

fn main() {}
