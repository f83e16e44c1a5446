//! A raw string literal is checked like any other.

use connect_participant::{Connected, GetTranscriptOutput, Result, participant_operation};

trait Chat: Connected {
    #[participant_operation(GetTranscript, scan_direction = r##"forward"##)]
    async fn call(&self) -> Result<GetTranscriptOutput>;
}

fn main() {}
