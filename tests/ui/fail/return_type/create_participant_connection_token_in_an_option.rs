//! A connection token that the service leaves out is an error, so an `Option` is not needed.

use connect_participant::{
    Client, ConnectionToken, Participant, ParticipantToken, Result, participant_operation,
};

trait Desk: Participant {
    #[participant_operation(CreateParticipantConnection, type = ["CONNECTION_CREDENTIALS"])]
    async fn connect(&self, participant_token: &ParticipantToken) -> Result<Option<ConnectionToken>>;
}

impl Desk for Client {}

fn main() {}
