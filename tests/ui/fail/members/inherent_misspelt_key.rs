//! The checks of a method of a type are those of a trait method.

use connect_participant::{Client, CreateParticipantConnectionOutput, Participant, ParticipantToken, Result, participant_operation};

struct Session(Client);

impl Participant for Session {
    fn client(&self) -> &Client {
        &self.0
    }
}

impl Session {
    #[participant_operation(CreateParticipantConnection, connect_participants = true)]
    pub(crate) async fn connect(&self, participant_token: &ParticipantToken) -> Result<CreateParticipantConnectionOutput>;
}

fn main() {}
