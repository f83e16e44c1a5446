//! A method without `async` blocks, so the trait needs the blocking supertrait.

use connect_participant::{ConnectionToken, Result, participant_operation};

trait ChatEvents {
    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.typing")]
    fn typing(&self, connection_token: &ConnectionToken) -> Result<()>;
}

fn main() {}
