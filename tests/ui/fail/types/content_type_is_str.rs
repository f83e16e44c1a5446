//! A content type that is known only at run time is an `EventContentType`, so that it cannot be one that the service
//! does not take.

use connect_participant::{Client, ConnectionToken, Participant, Result, SendEventOutput, participant_operation};

trait ChatEvents: Participant {
    #[participant_operation(SendEvent)]
    async fn event(&self, content_type: &str, connection_token: &ConnectionToken) -> Result<SendEventOutput>;
}

impl ChatEvents for Client {}

fn main() {}
