//! Most runtimes require futures that are `Send`.

use connect_participant::{Client, ConnectionToken, Participant, Result, SendEventOutput, participant_operation};

trait ChatEvents: Participant {
    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.typing")]
    fn typing<'a>(&'a self, connection_token: &'a ConnectionToken) -> std::pin::Pin<Box<dyn Future<Output = Result<SendEventOutput>> + 'a>>;
}

impl ChatEvents for Client {}

fn main() {}
