//! A required member cannot be an `Option`. Handle `None` before the call.

use connect_participant::{
    Client, CreateParticipantConnectionOutput, Participant, ParticipantToken, Result, participant_operation,
};

trait Connections: Participant {
    #[participant_operation]
    async fn create_participant_connection(
        &self,
        participant_token: Option<&ParticipantToken>,
    ) -> Result<CreateParticipantConnectionOutput>;
}

impl Connections for Client {}

fn main() {}
