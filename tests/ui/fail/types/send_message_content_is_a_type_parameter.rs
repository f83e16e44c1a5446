//! A text can be any `AsRef<str>`: use that bound instead of `Into<String>`.

use connect_participant::{Client, ConnectionToken, Participant, Result, participant_operation};

trait Messages: Participant {
    #[participant_operation(SendMessage, content_type = "text/plain")]
    async fn say<T: Into<String>>(&self, content: T, connection_token: &ConnectionToken) -> Result<()>;
}

impl Messages for Client {}

fn main() {}
