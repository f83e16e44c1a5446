//! Type errors are reported together with the errors of the macro.

use connect_participant::{Client, Participant, Result, participant_operation};

trait ChatEvents: Participant {
    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.message.read", client_token = "once")]
    async fn read(&self, connection_token: &str, message_id: u32) -> Result<String>;
}

impl ChatEvents for Client {}

fn main() {}
