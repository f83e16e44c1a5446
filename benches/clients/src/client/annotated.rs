//! An annotated method of this crate.

use anyhow::Result;
use connect_participant::{
    Client as ParticipantClient, ConnectionToken, Participant, SendEventOutput,
    participant_operation,
};

use super::{CONNECTION_TOKEN, Client, check_id};

trait ChatEvents: Participant {
    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.typing"
    )]
    async fn typing(
        &self,
        connection_token: &ConnectionToken,
    ) -> connect_participant::Result<SendEventOutput>;
}

impl ChatEvents for ParticipantClient {}

#[derive(Clone)]
pub struct Annotated {
    client: ParticipantClient,
    connection_token: ConnectionToken,
}

impl Client for Annotated {
    async fn new(url: &str) -> Result<Self> {
        let client = ParticipantClient::builder().endpoint_url(url).build()?;
        Ok(Self { client, connection_token: ConnectionToken::new(CONNECTION_TOKEN)? })
    }

    async fn another(&self) -> Result<Self> {
        Ok(self.clone())
    }

    async fn send_typing(&mut self) -> Result<()> {
        check_id(self.client.typing(&self.connection_token).await?.id.as_deref())
    }
}
