//! `#[tracing::instrument]` below the attribute records the result of the call.

#![deny(warnings)]

use connect_participant::{
    Client, Connected, ConnectionToken, DisconnectParticipantOutput, Participant, Result,
    SendEventOutput, participant_operation,
};
use tracing::instrument;

trait Chat: Participant {
    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.message.read"
    )]
    #[instrument(skip(self, connection_token), fields(length = message_id.len()), err, ret)]
    async fn read(
        &self,
        connection_token: &ConnectionToken,
        message_id: &str,
    ) -> Result<SendEventOutput>;

    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.typing"
    )]
    #[cfg_attr(all(), instrument(skip_all, err(Debug), level = "debug"))]
    fn typing(&self, connection_token: &ConnectionToken)
    -> impl Future<Output = Result<()>> + Send;
}

impl Chat for Client {}

#[async_trait::async_trait]
trait Boxed: Connected + Sync {
    #[participant_operation(DisconnectParticipant)]
    #[instrument(skip_all, err, ret)]
    async fn leave(&self) -> Result<DisconnectParticipantOutput>;
}

fn is_send(_: impl Send) {}

fn use_all<C: Chat + Sync>(chat: &C, boxed: &dyn Boxed, token: &ConnectionToken) {
    is_send(chat.read(token, "6bd8e4a7"));
    is_send(chat.typing(token));
    is_send(boxed.leave());
}

#[test]
fn compiles() {
    let _ = use_all::<Client>;
}
