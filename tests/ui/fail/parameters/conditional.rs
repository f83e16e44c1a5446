//! A method with and without a parameter is two methods. Put the `#[cfg]` on each of them.

use connect_participant::{Client, ConnectionToken, Participant, Result, SendEventOutput, participant_operation};

trait ChatEvents: Participant {
    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.typing")]
    async fn event(&self, #[cfg(all())] connection_token: &ConnectionToken) -> Result<SendEventOutput>;
}

impl ChatEvents for Client {}

fn main() {}
