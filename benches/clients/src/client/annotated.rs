//! Our client, by an annotated method.

use anyhow::{Result, ensure};
use connect_participant::{
    Client as Ours, ConnectionToken, Participant, SendEventOutput, participant_operation,
};

use super::{CONNECTION_TOKEN, Client};
use crate::server::ID;

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

impl ChatEvents for Ours {}

#[derive(Clone)]
pub struct Annotated {
    client: Ours,
    connection_token: ConnectionToken,
}

impl Client for Annotated {
    async fn new(url: &str) -> Result<Self> {
        let client = Ours::builder().endpoint_url(url).build()?;
        Ok(Self { client, connection_token: ConnectionToken::new(CONNECTION_TOKEN)? })
    }

    async fn another(&self) -> Result<Self> {
        Ok(self.clone())
    }

    async fn typing(&mut self) -> Result<()> {
        let output = self.client.typing(&self.connection_token).await?;
        ensure!(output.id.as_deref() == Some(ID), "another answer: {output:?}");
        Ok(())
    }
}
