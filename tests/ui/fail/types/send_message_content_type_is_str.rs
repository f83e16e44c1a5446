//! A content type that is known only at run time is a `MessageContentType`, which has only the
//! values that the service accepts.

use connect_participant::{Client, ConnectionToken, Participant, Result, SendMessageOutput, participant_operation};

trait Messages: Participant {
    #[participant_operation]
    async fn send_message(
        &self,
        content_type: &str,
        content: &str,
        connection_token: &ConnectionToken,
    ) -> Result<SendMessageOutput>;
}

impl Messages for Client {}

fn main() {}
