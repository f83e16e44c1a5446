//! The participant token identifies the participant. `StartChatContact` returns it.

use connect_participant::{Client, CreateParticipantConnectionOutput, Participant, Result, participant_operation};

trait Connections: Participant {
    #[participant_operation(CreateParticipantConnection, type = ["WEBSOCKET"])]
    async fn connect(&self) -> Result<CreateParticipantConnectionOutput>;
}

impl Connections for Client {}

fn main() {}
