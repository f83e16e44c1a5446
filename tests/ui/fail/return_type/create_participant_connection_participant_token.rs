//! The operation takes a participant token, and returns a connection token.

use connect_participant::{Client, Participant, ParticipantToken, Result, participant_operation};

trait Desk: Participant {
    #[participant_operation(CreateParticipantConnection, connect_participant = true)]
    async fn connect(&self, participant_token: &ParticipantToken) -> Result<ParticipantToken>;
}

impl Desk for Client {}

fn main() {}
