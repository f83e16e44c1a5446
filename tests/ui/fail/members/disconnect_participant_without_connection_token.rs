//! The connection token identifies the participant who leaves the chat.

use connect_participant::{Client, DisconnectParticipantOutput, Participant, Result, participant_operation};

trait Connections: Participant {
    #[participant_operation]
    async fn disconnect_participant(&self) -> Result<DisconnectParticipantOutput>;
}

impl Connections for Client {}

fn main() {}
