//! The attribute generates the body of a trait method. A method in an `impl` has its own body:
//! remove the attribute, or declare the method in a trait.

use connect_participant::{ConnectionToken, Result, SendEventOutput, participant_operation};

struct Desk;

impl Desk {
    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.typing")]
    async fn typing(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput> {
        let _ = connection_token;
        Ok(SendEventOutput::default())
    }
}

fn main() {}
