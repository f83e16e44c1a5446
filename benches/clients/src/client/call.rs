//! A call by this crate's client without an annotated method: successful, failed and retried.

use std::future::{pending, ready};
use std::time::Duration;

use anyhow::{Result, ensure};
use connect_participant::{
    Bytes, Client as ParticipantClient, ClientBuilder, Clock, ConnectionToken, ErrorKind,
    EventContentType, SendEventInput, SleepFuture, Transport, TransportFuture, http,
};

use super::{CONNECTION_TOKEN, Client, check_id};
use crate::server::{CLOSED, EVENT_ID, FLAKY, FORBIDDEN};

#[derive(Clone)]
pub struct Call {
    client: ParticipantClient,
    connection_token: ConnectionToken,
}

impl Call {
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

impl Client for Call {
    async fn new(url: &str) -> Result<Self> {
        Self::build(ParticipantClient::builder().endpoint_url(url))
    }

    async fn another(&self) -> Result<Self> {
        Ok(self.clone())
    }

    async fn send_typing(&mut self) -> Result<()> {
        check_id(self.client.call(self.input()).await?.id.as_deref())
    }
}

/// The same call over reqwest instead of hyper.
#[derive(Clone)]
pub struct CallOverReqwest(Call);

impl Client for CallOverReqwest {
    async fn new(url: &str) -> Result<Self> {
        let client = ParticipantClient::builder().endpoint_url(url);
        // Without root certificates: loading them takes time, and an http endpoint needs none.
        Call::build(client.configure_reqwest(|reqwest| reqwest.tls_certs_only([]))).map(Self)
    }

    async fn another(&self) -> Result<Self> {
        Ok(self.clone())
    }

    async fn send_typing(&mut self) -> Result<()> {
        self.0.send_typing().await
    }
}

/// The same call to a server that closes the connection after each response.
#[derive(Clone)]
pub struct ClosedCall(Call);

impl Client for ClosedCall {
    async fn new(url: &str) -> Result<Self> {
        Call::new(&format!("{url}{CLOSED}")).await.map(Self)
    }

    async fn another(&self) -> Result<Self> {
        Ok(self.clone())
    }

    async fn send_typing(&mut self) -> Result<()> {
        self.0.send_typing().await
    }
}

/// A call without a network: the cost of everything but the transport.
#[derive(Clone)]
pub struct CannedCall(Call);

impl Client for CannedCall {
    async fn new(url: &str) -> Result<Self> {
        Call::build(ParticipantClient::builder().endpoint_url(url).transport(Canned::new()))
            .map(Self)
    }

    async fn another(&self) -> Result<Self> {
        Ok(self.clone())
    }

    async fn send_typing(&mut self) -> Result<()> {
        self.0.send_typing().await
    }
}

/// A transport that returns the same response each time.
struct Canned(Bytes);

impl Canned {
    fn new() -> Self {
        let body = format!(r#"{{"AbsoluteTime":"2026-01-01T12:00:00.000Z","Id":"{EVENT_ID}"}}"#);
        Self(body.into())
    }
}

impl Transport for Canned {
    fn send(&self, _: http::Request<Bytes>) -> TransportFuture<'_> {
        Box::pin(ready(Ok(http::Response::new(self.0.clone()))))
    }
}

/// A call that fails with a 403 each time.
#[derive(Clone)]
pub struct ForbiddenCall(Call);

impl Client for ForbiddenCall {
    async fn new(url: &str) -> Result<Self> {
        Call::new(&format!("{url}{FORBIDDEN}")).await.map(Self)
    }

    async fn another(&self) -> Result<Self> {
        Ok(self.clone())
    }

    async fn send_typing(&mut self) -> Result<()> {
        let error = self.0.client.call(self.0.input()).await.err();
        let kind = error.as_ref().map(connect_participant::Error::kind);
        ensure!(kind == Some(ErrorKind::AccessDenied), "unexpected result: {error:?}");
        Ok(())
    }
}

/// A call whose first attempt fails with a 503. It is retried without a delay.
#[derive(Clone)]
pub struct RetriedCall(Call);

impl Client for RetriedCall {
    async fn new(url: &str) -> Result<Self> {
        let client =
            ParticipantClient::builder().endpoint_url(format!("{url}{FLAKY}")).clock(NoDelays);
        // The server fails every other request of a connection. If two tasks swap connections, one
        // of them gets two errors in a row.
        let client = client.max_attempts(100).retry_quota(100_000);
        // Shorter than the timeouts, so that the clock can distinguish delays from timeouts.
        Call::build(client.max_backoff(NoDelays::MAX_DELAY)).map(Self)
    }

    async fn another(&self) -> Result<Self> {
        Ok(self.clone())
    }

    async fn send_typing(&mut self) -> Result<()> {
        self.0.send_typing().await
    }
}

/// A clock whose retry delays end at once and whose timeouts never expire.
struct NoDelays;

impl NoDelays {
    const MAX_DELAY: Duration = Duration::from_secs(1);
}

impl Clock for NoDelays {
    fn sleep(&self, duration: Duration) -> SleepFuture<'_> {
        if duration <= Self::MAX_DELAY { Box::pin(ready(())) } else { Box::pin(pending()) }
    }
}
