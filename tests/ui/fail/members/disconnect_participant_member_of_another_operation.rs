//! `session_id` is a member of `CancelParticipantAuthentication`.

use connect_participant::{
    Client, ConnectionToken, DisconnectParticipantOutput, Participant, Result, participant_operation,
};

trait Connections: Participant {
    #[participant_operation]
    async fn disconnect_participant(
        &self,
        session_id: &str,
        connection_token: &ConnectionToken,
    ) -> Result<DisconnectParticipantOutput>;
}

impl Connections for Client {}

fn main() {}
