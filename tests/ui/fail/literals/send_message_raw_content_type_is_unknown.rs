//! A raw string literal is checked like any other.

use connect_participant::{Connected, SendMessageOutput, Result, participant_operation};

trait Chat: Connected {
    #[participant_operation(SendMessage, content_type = r#"text/html"#)]
    async fn call(&self, content: &str) -> Result<SendMessageOutput>;
}

fn main() {}
