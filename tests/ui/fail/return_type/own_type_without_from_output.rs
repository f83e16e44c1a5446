//! A type of your own must implement `FromOutput` for the output.

use connect_participant::{Client, ConnectionToken, Participant, Result, participant_operation};

struct MessageId(String);

trait Desk: Participant {
    #[participant_operation(SendMessage, content_type = "text/plain")]
    async fn say(&self, content: &str, connection_token: &ConnectionToken) -> Result<MessageId>;
}

impl Desk for Client {}

fn main() {}
