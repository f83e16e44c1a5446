//! Each missing member is a separate error.

use connect_participant::{Client, Participant, Result, SendEventOutput, participant_operation};

trait ChatEvents: Participant {
    #[participant_operation(SendEvent)]
    async fn event(&self) -> Result<SendEventOutput>;
}

impl ChatEvents for Client {}

fn main() {}
