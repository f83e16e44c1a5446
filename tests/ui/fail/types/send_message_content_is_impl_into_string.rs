//! A text can be any `AsRef<str>`. It is copied into the request in any case.

use connect_participant::{Client, ConnectionToken, Participant, Result, participant_operation};

trait Messages: Participant {
    #[participant_operation(SendMessage, content_type = "text/plain")]
    async fn say(&self, content: impl Into<String>, connection_token: &ConnectionToken) -> Result<()>;
}

impl Messages for Client {}

fn main() {}
