//! Both types of the `Result` are wrong, so there are two errors.

use connect_participant::{Client, ConnectionToken, Participant, participant_operation};

trait Desk: Participant {
    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.typing")]
    async fn typing(&self, connection_token: &ConnectionToken) -> Result<u64, std::num::ParseIntError>;
}

impl Desk for Client {}

fn main() {}
