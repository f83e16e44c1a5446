//! `#[automock]` copies the attributes of a method to struct fields and blocks, where the compiler
//! reports them. `mockall::mock!` copies nothing: use it instead.

use connect_participant::{ConnectionToken, Participant, Result, SendEventOutput, SendMessageOutput, participant_operation};
use mockall::automock;

#[automock]
trait Chat: Participant {
    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.typing")]
    async fn typing(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;

    #[participant_operation(SendMessage, content_type = "text/plain")]
    async fn say(&self, content: &str, connection_token: &ConnectionToken) -> Result<SendMessageOutput>;
}

fn main() {}
