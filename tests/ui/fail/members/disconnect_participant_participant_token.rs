//! A participant token authorises only `CreateParticipantConnection`. Use the connection token that
//! it returns.

use connect_participant::{
    Client, DisconnectParticipantOutput, Participant, ParticipantToken, Result, participant_operation,
};

trait Connections: Participant {
    #[participant_operation]
    async fn disconnect_participant(&self, participant_token: &ParticipantToken) -> Result<DisconnectParticipantOutput>;
}

impl Connections for Client {}

fn main() {}
