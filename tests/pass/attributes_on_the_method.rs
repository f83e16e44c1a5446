//! Other attributes stay on the method, above and below `#[participant_operation]`.

#![deny(warnings)]
#![allow(clippy::non_minimal_cfg, reason = "a condition that is always true is a form too")]

use connect_participant::{
    Client, ConnectionToken, Participant, Result, SendEventOutput, participant_operation,
};

trait ChatEvents: Participant {
    /// Documented.
    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.typing"
    )]
    #[must_use]
    async fn typing(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;

    #[cfg(all())]
    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.message.read"
    )]
    async fn read(
        &self,
        connection_token: &ConnectionToken,
        message_id: &str,
    ) -> Result<SendEventOutput>;

    #[cfg(any())]
    #[participant_operation(SendEvent, content_type = "not looked at")]
    async fn read(&self, nothing: &Nothing);

    #[cfg_attr(
        all(),
        participant_operation(
            SendEvent,
            content_type = "application/vnd.amazonaws.connect.event.typing"
        )
    )]
    #[deprecated = "use `typing`"]
    async fn types(
        &self,
        #[allow(unused)] connection_token: &ConnectionToken,
    ) -> Result<SendEventOutput>;

    #[allow(deprecated)]
    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.connection.acknowledged"
    )]
    async fn connected(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;
}

impl ChatEvents for Client {}
