//! The macro sees only the name of the alias. Write the future out.

use connect_participant::{Client, ConnectionToken, Participant, Result, SendEventOutput, participant_operation};

type Boxed<'a> = std::pin::Pin<Box<dyn Future<Output = Result<SendEventOutput>> + Send + 'a>>;

trait ChatEvents: Participant {
    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.typing")]
    fn typing<'a>(&'a self, connection_token: &'a ConnectionToken) -> Boxed<'a>;
}

impl ChatEvents for Client {}

fn main() {}
