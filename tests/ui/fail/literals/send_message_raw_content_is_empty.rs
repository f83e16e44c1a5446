//! A raw string literal is checked like any other.

use connect_participant::{Connected, SendMessageOutput, Result, participant_operation};

trait Chat: Connected {
    #[participant_operation(SendMessage, content_type = r"text/plain", content = r"")]
    async fn call(&self) -> Result<SendMessageOutput>;
}

fn main() {}
