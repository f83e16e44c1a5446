//! A type that implements a trait with the supertrait `Connected` needs a connection token.

use connect_participant::{Client, Connected, Participant, Result, SendEventOutput, participant_operation};

struct Session {
    client: Client,
}

impl Participant for Session {
    fn client(&self) -> &Client {
        &self.client
    }
}

trait Desk: Connected {
    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.typing")]
    async fn typing(&self) -> Result<SendEventOutput>;
}

impl Desk for Session {}

fn main() {}
