//! Each operation has its own output type. Return that, or `()`.

use connect_participant::{
    Client, DisconnectParticipantOutput, Participant, ParticipantToken, Result, participant_operation,
};

trait Connections: Participant {
    #[participant_operation]
    async fn create_participant_connection(
        &self,
        participant_token: &ParticipantToken,
    ) -> Result<DisconnectParticipantOutput>;
}

impl Connections for Client {}

fn main() {}
