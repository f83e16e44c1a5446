//! Each operation has its own output type. Return that, or `()`.

use connect_participant::{Client, ConnectionToken, Participant, Result, SendEventOutput, participant_operation};

trait Connections: Participant {
    #[participant_operation]
    async fn disconnect_participant(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;
}

impl Connections for Client {}

fn main() {}
