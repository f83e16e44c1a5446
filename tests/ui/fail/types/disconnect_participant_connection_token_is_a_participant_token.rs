//! A participant token authorises only `CreateParticipantConnection`.

use connect_participant::{
    Client, DisconnectParticipantOutput, Participant, ParticipantToken, Result, participant_operation,
};

trait Connections: Participant {
    #[participant_operation]
    async fn disconnect_participant(&self, connection_token: &ParticipantToken) -> Result<DisconnectParticipantOutput>;
}

impl Connections for Client {}

fn main() {}
