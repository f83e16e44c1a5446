//! Without a parameter for it, the token comes from `self`, which must have one.

use connect_participant::{Result, blocking, participant_operation};

trait ChatEvents: blocking::Participant {
    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.typing")]
    fn typing(&self) -> Result<()>;
}

impl ChatEvents for blocking::Client {}

fn main() {}
