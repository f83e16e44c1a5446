//! Events and messages have different content types, so they have different types in Rust.

use connect_participant::{
    Client, ConnectionToken, EventContentType, Participant, Result, SendMessageOutput, participant_operation,
};

trait Messages: Participant {
    #[participant_operation]
    async fn send_message(
        &self,
        content_type: EventContentType,
        content: &str,
        connection_token: &ConnectionToken,
    ) -> Result<SendMessageOutput>;
}

impl Messages for Client {}

fn main() {}
