//! A type with annotated methods implements `Participant`, which has the client.

use connect_participant::{Client, ConnectionToken, DisconnectParticipantOutput, Result, participant_operation};

struct Session {
    _client: Client,
}

impl Session {
    #[participant_operation(DisconnectParticipant)]
    async fn leave(&self, connection_token: &ConnectionToken) -> Result<DisconnectParticipantOutput>;
}

fn main() {}
