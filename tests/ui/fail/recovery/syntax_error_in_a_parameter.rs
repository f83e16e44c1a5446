//! The compiler reports the syntax. It does not warn that the parameters of the method are unused.

#![forbid(unused)]

use connect_participant::{Client, ConnectionToken, Participant, Result, participant_operation};

trait Messages: Participant {
    #[participant_operation(SendMessage, content_type = "text/plain")]
    async fn say(&self, to: Vec<(u8, u8)>, content: &str = "Hello", connection_token: &ConnectionToken) -> Result<()>;
}

impl Messages for Client {}

fn main() {}
