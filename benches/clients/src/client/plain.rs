//! Our client without the macro, and what goes wrong for it.

use std::future::{pending, ready};
use std::time::Duration;

use anyhow::{Result, ensure};
use connect_participant::{
    Client as Ours, ClientBuilder, Clock, ConnectionToken, ErrorKind, EventContentType,
    SendEventInput, SleepFuture,
};

use super::{CONNECTION_TOKEN, Client};
use crate::server::{FALTERING, ID, REFUSING};

#[derive(Clone)]
pub struct Plain {
    client: Ours,
    connection_token: ConnectionToken,
}

impl Plain {
    fn build(client: ClientBuilder) -> Result<Self> {
        Ok(Self {
            client: client.build()?,
            connection_token: ConnectionToken::new(CONNECTION_TOKEN)?,
        })
    }

    fn input(&self) -> SendEventInput {
        SendEventInput::new(EventContentType::Typing, self.connection_token.clone())
    }
}

impl Client for Plain {
    async fn new(url: &str) -> Result<Self> {
        Self::build(Ours::builder().endpoint_url(url))
    }

    async fn another(&self) -> Result<Self> {
        Ok(self.clone())
    }

    async fn typing(&mut self) -> Result<()> {
        let output = self.client.call(self.input()).await?;
        ensure!(output.id.as_deref() == Some(ID), "another answer: {output:?}");
        Ok(())
    }
}

/// The same through the other transport that ships.
#[derive(Clone)]
pub struct PlainReqwest(Plain);

impl Client for PlainReqwest {
    async fn new(url: &str) -> Result<Self> {
        let client = Ours::builder().endpoint_url(url);
        // Without certificates, as there is no TLS to be: looking for them takes a while.
        Plain::build(client.configure_reqwest(|reqwest| reqwest.tls_certs_only([]))).map(Self)
    }

    async fn another(&self) -> Result<Self> {
        Ok(self.clone())
    }

    async fn typing(&mut self) -> Result<()> {
        self.0.typing().await
    }
}

/// Each call is answered with an error.
#[derive(Clone)]
pub struct Refused(Plain);

impl Client for Refused {
    async fn new(url: &str) -> Result<Self> {
        Plain::new(&format!("{url}{REFUSING}")).await.map(Self)
    }

    async fn another(&self) -> Result<Self> {
        Ok(self.clone())
    }

    async fn typing(&mut self) -> Result<()> {
        let error = self.0.client.call(self.0.input()).await.err();
        let kind = error.as_ref().map(connect_participant::Error::kind);
        ensure!(kind == Some(ErrorKind::AccessDenied), "another answer: {error:?}");
        Ok(())
    }
}

/// Each call is answered with an error at first, and tried again at once.
#[derive(Clone)]
pub struct Retried(Plain);

impl Client for Retried {
    async fn new(url: &str) -> Result<Self> {
        let client = Ours::builder().endpoint_url(format!("{url}{FALTERING}")).clock(NoPauses);
        // Two tasks that swap connections may get two errors in a row, and two answers later on.
        let client = client.max_attempts(100).retry_quota(100_000);
        // Shorter than the timeouts, so that the clock can tell the two apart.
        Plain::build(client.max_backoff(NoPauses::LONGEST)).map(Self)
    }

    async fn another(&self) -> Result<Self> {
        Ok(self.clone())
    }

    async fn typing(&mut self) -> Result<()> {
        self.0.typing().await
    }
}

/// Pauses are over at once, and time is never up.
struct NoPauses;

impl NoPauses {
    const LONGEST: Duration = Duration::from_secs(1);
}

impl Clock for NoPauses {
    fn sleep(&self, duration: Duration) -> SleepFuture<'_> {
        if duration <= Self::LONGEST { Box::pin(ready(())) } else { Box::pin(pending()) }
    }
}
