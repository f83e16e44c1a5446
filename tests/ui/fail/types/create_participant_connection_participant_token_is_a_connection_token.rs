//! The two tokens are different types, because each authorises what the other does not.

use connect_participant::{
    Client, ConnectionToken, CreateParticipantConnectionOutput, Participant, Result, participant_operation,
};

trait Connections: Participant {
    #[participant_operation]
    async fn create_participant_connection(
        &self,
        participant_token: &ConnectionToken,
    ) -> Result<CreateParticipantConnectionOutput>;
}

impl Connections for Client {}

fn main() {}
