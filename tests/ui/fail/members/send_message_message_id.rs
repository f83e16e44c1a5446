//! The service generates the id of a message and returns it. Only a receipt, which is an event, has
//! a message id.

use connect_participant::{Client, ConnectionToken, Participant, Result, SendMessageOutput, participant_operation};

trait Messages: Participant {
    #[participant_operation(SendMessage, content_type = "text/plain")]
    async fn say(
        &self,
        content: &str,
        message_id: &str,
        connection_token: &ConnectionToken,
    ) -> Result<SendMessageOutput>;
}

impl Messages for Client {}

fn main() {}
