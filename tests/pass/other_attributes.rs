//! Attributes of other crates below `#[participant_operation]` see the method with its body.

use connect_participant::{
    Client, ConnectionToken, Participant, Result, SendEventOutput, participant_operation,
};

trait ChatEvents: Participant {
    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.message.read"
    )]
    #[tracing::instrument(skip_all, fields(message_id))]
    async fn read(
        &self,
        connection_token: &ConnectionToken,
        message_id: &str,
    ) -> Result<SendEventOutput>;
}

impl ChatEvents for Client {}
