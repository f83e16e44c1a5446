//! `max_results` is a member of `GetTranscript`.

use connect_participant::{
    Client, CreateParticipantConnectionOutput, Participant, ParticipantToken, Result, participant_operation,
};

trait Connections: Participant {
    #[participant_operation(CreateParticipantConnection, max_results = 10)]
    async fn connect(&self, participant_token: &ParticipantToken) -> Result<CreateParticipantConnectionOutput>;
}

impl Connections for Client {}

fn main() {}
