//! A token is a `ParticipantToken`, which does not print itself: `ParticipantToken::new(text)?`.

use connect_participant::{Client, CreateParticipantConnectionOutput, Participant, Result, participant_operation};

trait Connections: Participant {
    #[participant_operation]
    async fn create_participant_connection(&self, participant_token: &str) -> Result<CreateParticipantConnectionOutput>;
}

impl Connections for Client {}

fn main() {}
