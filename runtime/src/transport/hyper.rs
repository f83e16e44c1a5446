//! The transport that is made of hyper: its pool of connections, and nothing that a call of ours has no use for.

mod alias;
mod body;
mod connector;
mod direct;
#[cfg(feature = "proxy")]
mod proxies;
mod resolver;
mod stream;
mod tls;

use std::error::Error as StdError;
use std::io;

use bytes::Bytes;
use http::{Request, Response};
use hyper_util::client::legacy::Client;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use tokio::runtime::Handle;
use tokio::sync::Semaphore;

use self::alias::Alias;
use self::body::RequestBody;
use self::connector::Connector;
use super::body::read;
#[cfg(feature = "http2")]
use super::limits::HTTP2_KEEPALIVE;
use super::limits::{POOL_IDLE_TIMEOUT, Permits};
use super::{Limits, Transport, TransportError, TransportFuture};
use crate::UploadBody;
use crate::endpoint::Endpoint;
use crate::error::BoxError;

pub(super) struct HyperTransport {
    client: Client<Connector, RequestBody>,
    alias: Option<Alias>,
    permits: Permits,
    max_response_bytes: usize,
}

impl HyperTransport {
    pub(super) fn new(endpoint: &Endpoint, limits: Limits) -> Result<Self, BoxError> {
        let alias = cfg!(not(feature = "http2")).then(|| Alias::of(endpoint));
        let connector =
            Connector::new(endpoint.is_encrypted(), alias.clone(), limits.connect_timeout)?;
        let mut builder = Client::builder(TokioExecutor::new());
        #[cfg(feature = "http2")]
        builder
            .timer(TokioTimer::new())
            .http2_keep_alive_interval(HTTP2_KEEPALIVE)
            .http2_keep_alive_timeout(HTTP2_KEEPALIVE);
        let client = builder
            .pool_idle_timeout(POOL_IDLE_TIMEOUT)
            .pool_max_idle_per_host(limits.max_connections)
            .pool_timer(TokioTimer::new())
            .set_host(alias.is_none())
            .build(connector);
        let max_response_bytes = limits.max_response_bytes;
        Ok(Self { client, alias, permits: Permits::new(limits), max_response_bytes })
    }

    fn execute(
        &self,
        mut request: Request<RequestBody>,
        permits: &Semaphore,
    ) -> impl Future<Output = Result<Response<Bytes>, TransportError>> {
        if let Some(alias) = &self.alias {
            alias.apply(&mut request);
        }
        // Nothing is sent yet.
        let sent = self.client.request(request);
        async move {
            if Handle::try_current().is_err() {
                return Err(TransportError::connection("there is no Tokio runtime to run on"));
            }
            let _permit = match permits.try_acquire() {
                Ok(permit) => permit,
                Err(_) => permits.acquire().await.map_err(TransportError::connection)?,
            };
            let answer = sent.await.map_err(connection_or_timeout)?;
            read(answer, self.max_response_bytes).await
        }
    }
}

impl Transport for HyperTransport {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        Box::pin(self.execute(request.map(RequestBody::Whole), &self.permits.calls))
    }

    fn upload(&self, request: Request<UploadBody>) -> TransportFuture<'_> {
        let request = request.map(|body| RequestBody::Upload(Box::new(body)));
        Box::pin(self.execute(request, &self.permits.uploads))
    }
}

fn connection_or_timeout(error: impl Into<BoxError>) -> TransportError {
    let error = error.into();
    if is_timeout(error.as_ref()) {
        TransportError::timeout(error)
    } else {
        TransportError::connection(error)
    }
}

fn is_timeout(error: &(dyn StdError + 'static)) -> bool {
    let error_itself = error.downcast_ref::<io::Error>();
    error_itself.is_some_and(|error| error.kind() == io::ErrorKind::TimedOut)
        || error.source().is_some_and(is_timeout)
}
