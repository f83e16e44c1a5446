//! A method of a type takes `&self` too.

use connect_participant::{Client, ConnectionToken, DisconnectParticipantOutput, Result, participant_operation};

struct Session {
    client: Client,
}

impl Session {
    #[participant_operation(DisconnectParticipant)]
    async fn leave(connection_token: &ConnectionToken) -> Result<DisconnectParticipantOutput>;
}

impl connect_participant::Participant for Session {
    fn client(&self) -> &Client {
        &self.client
    }
}

fn main() {}
