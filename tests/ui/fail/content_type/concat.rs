//! A value that is no literal is known at run time only, and then it is an `EventContentType`. Write the literal out.

use connect_participant::{Client, ConnectionToken, Participant, Result, SendEventOutput, participant_operation};

trait ChatEvents: Participant {
    #[participant_operation(SendEvent, content_type = concat!("application/vnd.amazonaws.connect.event", ".typing"))]
    async fn event(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;
}

impl ChatEvents for Client {}

fn main() {}
