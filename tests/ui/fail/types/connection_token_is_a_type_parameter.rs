//! Take a `&ConnectionToken`, and convert before the call.

use connect_participant::{Client, ConnectionToken, Participant, Result, participant_operation};

trait ChatEvents: Participant {
    #[participant_operation(DisconnectParticipant)]
    async fn leave<T: Into<ConnectionToken>>(&self, connection_token: T) -> Result<()>;
}

impl ChatEvents for Client {}

fn main() {}
