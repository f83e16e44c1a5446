//! The transport made with hyper and a connection pool.

mod builder;
mod connection;
mod connector;
mod direct_connector;
mod http1;
#[cfg(feature = "http2")]
mod http2;
mod origin;
mod outgoing_body;
mod pool;
mod probe;
#[cfg(feature = "proxy")]
mod proxies;
mod resolver;
mod resources;
mod send_error;
mod tls;
#[cfg(feature = "proxy")]
mod tunnel;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response, Uri};
use tokio::runtime::Handle;

pub use self::builder::HyperTransportBuilder;
use self::connection::Connection;
use self::connector::Connector;
use self::direct_connector::Versions;
use self::outgoing_body::OutgoingBody;
use self::pool::{Lease, Pool};
use self::resources::is_exhausted;
use self::send_error::SendError;
use crate::clock::tokio_now;
use crate::endpoint::Endpoint;
use crate::error::BoxError;
use crate::transport::limits::Limits;
use crate::transport::socket::SocketFuture;
use crate::transport::upload_body::UploadBody;
use crate::transport::{NewConnection, Transport, TransportError, TransportFuture};

/// The default transport, made with [hyper](https://docs.rs/hyper). It keeps a pool of connections.
///
/// A client builds one itself. Build one to share its connections among clients, or to wrap it in a
/// [`Transport`] of your own. To run code before and after each request, a
/// [layer](crate::ClientBuilder::layer) suffices.
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
    connector: Connector,
    connect_timeout: Duration,
    max_response_bytes: usize,
    calls: Arc<Pool>,
    /// Uploads have a limit of their own, so that slow ones cannot block calls.
    uploads: Arc<Pool>,
}

impl HyperTransport {
    /// Creates a transport for an endpoint, or for any endpoint.
    pub(super) fn new(endpoint: Option<&Endpoint>, limits: Limits) -> Result<Self, BoxError> {
        Ok(Self {
            connector: Connector::new(endpoint, limits.connect_timeout)?,
            connect_timeout: limits.connect_timeout,
            max_response_bytes: limits.max_response_bytes,
            calls: Arc::new(Pool::new(limits.max_connections)),
            uploads: Arc::new(Pool::new(limits.max_connections)),
        })
    }

    /// Sends a request once. A connection that has ended while it was idle takes no request: then
    /// another idle connection is used, or a new one.
    async fn execute(
        &self,
        pool: &Arc<Pool>,
        request: &mut Request<OutgoingBody>,
    ) -> Result<Response<Bytes>, TransportError> {
        let Ok(runtime) = Handle::try_current() else {
            return Err(TransportError::no_runtime());
        };
        let _permit = pool.permit().await;
        let must_be_new = request.extensions_mut().remove::<NewConnection>().is_some();
        let mut lacking_since = None;
        loop {
            let idle = if must_be_new { None } else { pool.take(request.uri(), runtime.id()) };
            let is_new = idle.is_none();
            let mut lease = if let Some(lease) = idle {
                lease
            } else {
                // Boxed, because most calls need no new connection, and its future is large.
                let opened = self.open(pool, request.uri(), &runtime, &mut lacking_since);
                let Some(lease) = Box::pin(opened).await? else { continue };
                lease
            };
            match lease.connection.send(request, self.max_response_bytes).await {
                Ok(response) => {
                    if lease.connection.is_reusable(response.status()) {
                        lease.keep(&runtime);
                    }
                    return Ok(response);
                }
                Err(SendError::Unsent(_)) if !is_new => {}
                // A server that closes each new connection would otherwise get any number of them.
                Err(SendError::Unsent(error)) => {
                    return Err(TransportError::connection_or_timeout(error));
                }
                Err(SendError::Stale(error)) => {
                    return Err(TransportError::stale_connection(error));
                }
                Err(SendError::Failed(error)) => return Err(error),
            }
        }
    }

    /// Closes an idle connection of either pool, or else waits until a call stops using one. Returns
    /// `false` if there is no connection.
    async fn free_resources(&self, pool: &Pool) -> bool {
        if self.calls.evict() || self.uploads.evict() {
            return true;
        }
        let has_connections = self.calls.has_connections() || self.uploads.has_connections();
        if has_connections {
            pool.wait_for_release().await;
        }
        has_connections
    }

    /// Opens a connection to the host of a URL. If the machine has no resources for it, waits until
    /// there may be some, and returns `None`: another connection may be free too.
    async fn open<'a>(
        &self,
        pool: &'a Arc<Pool>,
        uri: &Uri,
        runtime: &Handle,
        lacking_since: &mut Option<Duration>,
    ) -> Result<Option<Lease<'a>>, TransportError> {
        let prepared = self.connector.prepare(uri, Versions::All);
        prepared.map_err(TransportError::not_sent)?;
        let place = pool.reserve();
        let connection = match self.connector.connect(uri, Versions::All).await {
            Ok(opened) => Connection::new(opened, uri).await,
            Err(error) => Err(error),
        };
        match connection {
            Ok(connection) => Ok(Some(place.fill(Box::new(connection), runtime))),
            Err(error) if is_exhausted(error.as_ref()) => {
                drop(place);
                let since = *lacking_since.get_or_insert_with(tokio_now);
                let is_over = tokio_now().saturating_sub(since) >= self.connect_timeout;
                if is_over || !self.free_resources(pool).await {
                    return Err(TransportError::connection(error));
                }
                Ok(None)
            }
            Err(error) => Err(TransportError::connection_or_timeout(error)),
        }
    }
}

impl Transport for HyperTransport {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        let mut request = request.map(OutgoingBody::Whole);
        Box::pin(async move { self.execute(&self.calls, &mut request).await })
    }

    fn upload(&self, request: Request<UploadBody>) -> TransportFuture<'_> {
        let mut request = request.map(|body| OutgoingBody::Upload(Box::new(body)));
        Box::pin(async move { self.execute(&self.uploads, &mut request).await })
    }

    fn open_socket(&self, url: Uri) -> SocketFuture<'_> {
        Box::pin(async move {
            if Handle::try_current().is_err() {
                return Err(TransportError::no_runtime());
            }
            let prepared = self.connector.prepare(&url, Versions::Http1);
            prepared.map_err(TransportError::not_sent)?;
            let opened = self.connector.open_socket(&url).await;
            opened.map_err(TransportError::connection_or_timeout)
        })
    }
}

impl fmt::Debug for HyperTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HyperTransport").finish_non_exhaustive()
    }
}
