//! A value that is not a literal has the type `EventContentType`. Write the content type as one
//! literal.

use connect_participant::{Client, ConnectionToken, Participant, Result, SendEventOutput, participant_operation};

trait ChatEvents: Participant {
    #[participant_operation(SendEvent, content_type = concat!("application/vnd.amazonaws.connect.event", ".typing"))]
    async fn event(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;
}

impl ChatEvents for Client {}

fn main() {}
