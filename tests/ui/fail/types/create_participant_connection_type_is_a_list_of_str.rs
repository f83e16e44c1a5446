//! A value that is known only at run time is a `ConnectionType`, which has only the values that the
//! service accepts.

use connect_participant::{
    Client, CreateParticipantConnectionOutput, Participant, ParticipantToken, Result, participant_operation,
};

trait Connections: Participant {
    #[participant_operation]
    async fn create_participant_connection(
        &self,
        r#type: &[&str],
        participant_token: &ParticipantToken,
    ) -> Result<CreateParticipantConnectionOutput>;
}

impl Connections for Client {}

fn main() {}
