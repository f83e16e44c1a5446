//! A content type that is known only at run time is an `EventContentType`, which has only the
//! values that the service accepts.

use connect_participant::{Client, ConnectionToken, Participant, Result, SendEventOutput, participant_operation};

trait ChatEvents: Participant {
    #[participant_operation(SendEvent)]
    async fn event(&self, content_type: &str, connection_token: &ConnectionToken) -> Result<SendEventOutput>;
}

impl ChatEvents for Client {}

fn main() {}
