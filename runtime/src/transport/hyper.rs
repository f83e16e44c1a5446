//! The transport made with hyper and its connection pool.

mod alias;
mod boxed_io;
mod builder;
#[expect(dead_code, reason = "the pool does not ask the probe yet")]
mod connector;
mod direct_connector;
#[expect(dead_code, reason = "the pool does not ask it yet")]
mod probe;
#[cfg(feature = "proxy")]
mod proxies;
mod request_body;
mod resolver;
mod tls;
#[cfg(feature = "proxy")]
mod tunnel;

use std::error::Error as StdError;
use std::{fmt, io};

use bytes::Bytes;
use http::{Request, Response};
use hyper_util::client::legacy::Client;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use tokio::runtime::Handle;
use tokio::sync::Semaphore;

use self::alias::{Alias, AliasConnector};
pub use self::builder::HyperTransportBuilder;
use self::connector::Connector;
use self::request_body::RequestBody;
use crate::endpoint::Endpoint;
use crate::error::BoxError;
#[cfg(feature = "http2")]
use crate::transport::limits::HTTP2_KEEPALIVE;
use crate::transport::limits::{ConcurrencyLimits, Limits, POOL_IDLE_TIMEOUT};
use crate::transport::response_body::read;
use crate::transport::upload_body::UploadBody;
use crate::transport::{Transport, TransportError, TransportFuture};

/// The default transport, made with [hyper](https://docs.rs/hyper). It keeps a pool of connections.
///
/// A client builds one itself. Build one to share its connections among clients, or to wrap it in a
/// [`Transport`] of your own.
///
/// ```
/// use connect_participant::{Client, HyperTransport};
/// use std::sync::Arc;
///
/// // Both clients together send at most 64 requests at once.
/// let transport = Arc::new(HyperTransport::builder().max_connections(64).build()?);
/// let frankfurt =
///     Client::builder().region("eu-central-1").transport(transport.clone()).build()?;
/// let london = Client::builder().region("eu-west-2").transport(transport).build()?;
/// # Ok::<(), connect_participant::Error>(())
/// ```
///
/// TLS is set up for the first https request. If that fails, the request fails. A client that
/// builds its own transport reports this error earlier, in
/// [`ClientBuilder::build`](crate::ClientBuilder::build).
pub struct HyperTransport {
    client: Client<AliasConnector, RequestBody>,
    alias: Option<Alias>,
    limits: ConcurrencyLimits,
    max_response_bytes: usize,
}

impl HyperTransport {
    /// Creates a transport for an endpoint, or for any endpoint.
    pub(super) fn new(endpoint: Option<&Endpoint>, limits: Limits) -> Result<Self, BoxError> {
        let alias = endpoint.filter(|_| cfg!(not(feature = "http2"))).map(Alias::new);
        let connector = Connector::new(endpoint, limits.connect_timeout)?;
        let connector = AliasConnector { alias: alias.clone(), connector };
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
        Ok(Self { client, alias, limits: ConcurrencyLimits::new(limits), max_response_bytes })
    }

    fn execute(
        &self,
        mut request: Request<RequestBody>,
        permits: &Semaphore,
    ) -> impl Future<Output = Result<Response<Bytes>, TransportError>> {
        if let Some(alias) = &self.alias {
            alias.apply(&mut request);
        }
        // hyper-util sends nothing until the future is polled.
        let sent = self.client.request(request);
        async move {
            if Handle::try_current().is_err() {
                return Err(TransportError::connection("there is no Tokio runtime"));
            }
            let _permit = match permits.try_acquire() {
                Ok(permit) => permit,
                Err(_) => permits.acquire().await.map_err(TransportError::connection)?,
            };
            let response = sent.await.map_err(connection_or_timeout)?;
            read(response, self.max_response_bytes).await
        }
    }
}

impl Transport for HyperTransport {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        Box::pin(self.execute(request.map(RequestBody::Whole), &self.limits.calls))
    }

    fn upload(&self, request: Request<UploadBody>) -> TransportFuture<'_> {
        let request = request.map(|body| RequestBody::Upload(Box::new(body)));
        Box::pin(self.execute(request, &self.limits.uploads))
    }
}

impl fmt::Debug for HyperTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HyperTransport").finish_non_exhaustive()
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
