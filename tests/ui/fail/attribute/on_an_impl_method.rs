//! The attribute generates the body, also in an `impl`: end the method with `;`, or remove the
//! attribute.

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
