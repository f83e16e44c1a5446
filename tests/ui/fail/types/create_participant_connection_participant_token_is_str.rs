//! `ParticipantToken::new` makes a token from a string. Its `Debug` output is redacted.

use connect_participant::{Client, CreateParticipantConnectionOutput, Participant, Result, participant_operation};

trait Connections: Participant {
    #[participant_operation]
    async fn create_participant_connection(&self, participant_token: &str) -> Result<CreateParticipantConnectionOutput>;
}

impl Connections for Client {}

fn main() {}
