//! Take a slice, and collect an iterator before the call.

use connect_participant::{Client, ConnectionType, Participant, ParticipantToken, Result, participant_operation};

trait Connections: Participant {
    #[participant_operation(CreateParticipantConnection)]
    async fn connect<I: IntoIterator<Item = ConnectionType>>(&self, r#type: I, participant_token: &ParticipantToken) -> Result<()>;
}

impl Connections for Client {}

fn main() {}
