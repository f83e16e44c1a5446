//! A call can fail, so the method must return a `Result`.

use connect_participant::{Client, ConnectionToken, DisconnectParticipantOutput, Participant, participant_operation};

trait Connections: Participant {
    #[participant_operation]
    async fn disconnect_participant(&self, connection_token: &ConnectionToken) -> DisconnectParticipantOutput;
}

impl Connections for Client {}

fn main() {}
