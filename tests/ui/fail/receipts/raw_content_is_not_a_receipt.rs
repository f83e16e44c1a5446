//! The content of a receipt is checked in a raw string literal too, which needs no escapes.

use connect_participant::{Connected, SendEventOutput, Result, participant_operation};

trait Chat: Connected {
    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.message.read", content = r#"{"id":"1"}"#)]
    async fn call(&self) -> Result<SendEventOutput>;
}

fn main() {}
