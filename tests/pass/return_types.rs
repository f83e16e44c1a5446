//! The output or `()`, and any error type that implements `From<Error>`.

use std::error::Error as StdError;

use connect_participant::{
    Client, ConnectionToken, Error, Participant, SendEventOutput, participant_operation,
};

#[derive(Debug)]
struct DeskError(Error);

impl From<Error> for DeskError {
    fn from(error: Error) -> Self {
        Self(error)
    }
}

type DeskResult<T = ()> = Result<T, DeskError>;

trait ChatEvents: Participant {
    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.typing"
    )]
    async fn typing(&self, connection_token: &ConnectionToken) -> DeskResult;

    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.typing"
    )]
    async fn types(&self, connection_token: &ConnectionToken) -> DeskResult<SendEventOutput>;

    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.typing"
    )]
    async fn typed(
        &self,
        connection_token: &ConnectionToken,
    ) -> Result<(), Box<dyn StdError + Send + Sync>>;

    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.typing"
    )]
    fn has_typed(
        &self,
        connection_token: &ConnectionToken,
    ) -> impl Future<Output = Result<SendEventOutput, Error>>;
}

impl ChatEvents for Client {}
