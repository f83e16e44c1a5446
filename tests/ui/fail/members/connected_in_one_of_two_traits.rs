//! A trait with the supertrait `Participant` has a client, but no token.

use connect_participant::{Connected, Participant, Result, SendMessageOutput, participant_operation};

trait Desk: Connected {
    #[participant_operation(SendMessage, content_type = "text/markdown")]
    async fn say(&self, content: &str) -> Result<SendMessageOutput>;
}

trait Supervisor: Participant {
    #[participant_operation(SendMessage, content_type = "text/markdown")]
    async fn say(&self, content: &str) -> Result<SendMessageOutput>;
}

fn main() {}
