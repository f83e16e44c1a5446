//! The transport made with reqwest. Users can configure it.

mod builder;
pub(crate) mod clients;
mod tls;

use std::fmt;

use bytes::Bytes;
use http::uri::Scheme;
use http::{Request, Response};
use reqwest::{Body, Url};
use tokio::runtime::Handle;
use tokio::sync::Semaphore;

pub use self::builder::ReqwestTransportBuilder;
use self::clients::{Clients, Configure};
use crate::endpoint::Endpoint;
use crate::error::BoxError;
use crate::transport::limits::Limits;
use crate::transport::response_body::read;
use crate::transport::upload_body::UploadBody;
use crate::transport::{Transport, TransportError, TransportFuture};

/// The transport made with [reqwest](https://docs.rs/reqwest), which can be configured.
///
/// A client builds one itself if you call
/// [`ClientBuilder::configure_reqwest`](crate::ClientBuilder::configure_reqwest), or if it is the
/// only one in the crate features. Build one to share its connections among clients, or to wrap it
/// in a [`Transport`] of your own. To run code before and after each request, a
/// [layer](crate::ClientBuilder::layer) suffices.
///
/// ```
/// use connect_participant::{Client, ReqwestTransport};
///
/// let transport = ReqwestTransport::builder()
///     .max_connections(64)
///     .configure(|builder| builder.tcp_nodelay(true))
///     .build()?;
/// let client = Client::builder().region("eu-central-1").transport(transport).build()?;
/// # Ok::<(), connect_participant::Error>(())
/// ```
///
/// TLS is set up for the first https request. If that fails, the request fails. A client that
/// builds its own transport reports this error earlier, in
/// [`ClientBuilder::build`](crate::ClientBuilder::build).
///
/// # Differences from `HyperTransport`
///
/// The pool of connections belongs to reqwest. It keeps some promises of the default transport:
///
/// - A connection belongs to the runtime that opened it: each runtime has a pool of its own. The
///   pools of the last 32 runtimes are kept.
/// - Concurrent requests are limited by `max_connections`, over all runtimes.
/// - Over HTTP/1.1, a request that times out or is cancelled closes its connection.
///
/// It cannot keep these:
///
/// - An idle connection is used without a look at its socket. If the runtime has not been driven
///   while the connection was idle, a response that the server sent in between is taken for the
///   response to the next request. So is a `408` before a close. Use a multi-threaded runtime, or
///   turn off reuse with `pool_max_idle_per_host(0)`.
/// - If a request was written to a reused connection and the server has closed it, there is no
///   immediate retry: the client retries like after any other failure, with a delay, and within its
///   attempts and quota.
/// - A connection that had a response with a 5xx is used again.
/// - Idle connections are not part of `max_connections`. Each runtime keeps up to that number.
/// - A cancelled request closes its connection when its runtime is driven the next time.
/// - If the process has no file descriptor left, the request fails, and does not wait.
/// - Each new connection looks up its host. A lookup that takes long occupies a blocking thread of
///   Tokio, also after its request was cancelled.
/// - The error for a proxy that fails does not name the proxy. An environment variable that is not
///   the URL of a proxy is ignored.
pub struct ReqwestTransport {
    clients: Clients,
    base_url: Option<BaseUrl>,
    calls: Semaphore,
    /// Uploads have a limit of their own, so that slow ones cannot block calls.
    uploads: Semaphore,
    max_response_bytes: usize,
}

impl ReqwestTransport {
    /// Creates a transport for an endpoint, or for any endpoint.
    pub(super) fn new(
        endpoint: Option<&Endpoint>,
        limits: Limits,
        configure: Option<Configure>,
    ) -> Result<Self, BoxError> {
        let clients = Clients::new(limits, configure);
        if let Some(endpoint) = endpoint {
            clients.prepare(endpoint.is_encrypted())?;
        }
        let max_connections = limits.max_connections.min(Semaphore::MAX_PERMITS);
        Ok(Self {
            clients,
            base_url: endpoint.map(BaseUrl::new).transpose()?,
            calls: Semaphore::new(max_connections),
            uploads: Semaphore::new(max_connections),
            max_response_bytes: limits.max_response_bytes,
        })
    }
}

impl fmt::Debug for ReqwestTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReqwestTransport").finish_non_exhaustive()
    }
}

/// The endpoint as a URL of reqwest. It is parsed once, because parsing is the largest part of the
/// cost of a request.
struct BaseUrl {
    endpoint: Endpoint,
    url: Url,
}

impl BaseUrl {
    fn new(endpoint: &Endpoint) -> Result<Self, BoxError> {
        Ok(Self { endpoint: endpoint.clone(), url: Url::parse(endpoint.as_str())? })
    }

    /// Converts a request to the endpoint.
    fn request(&self, request: Request<Body>) -> reqwest::Request {
        let mut url = self.url.clone();
        url.set_path(request.uri().path());
        url.set_query(request.uri().query());
        let (head, body) = request.into_parts();
        let mut request = reqwest::Request::new(head.method, url);
        *request.headers_mut() = head.headers;
        *request.body_mut() = Some(body);
        request
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        Box::pin(self.execute(request.map(Body::from), &self.calls))
    }

    fn upload(&self, request: Request<UploadBody>) -> TransportFuture<'_> {
        Box::pin(self.execute(request.map(Body::wrap), &self.uploads))
    }
}

impl ReqwestTransport {
    async fn execute(
        &self,
        request: Request<Body>,
        permits: &Semaphore,
    ) -> Result<Response<Bytes>, TransportError> {
        let Ok(runtime) = Handle::try_current() else {
            return Err(TransportError::no_runtime());
        };
        let _permit = permits.acquire().await.map_err(TransportError::connection)?;
        let is_encrypted = request.uri().scheme() == Some(&Scheme::HTTPS);
        let client = self.clients.get(runtime.id(), is_encrypted);
        let client = client.map_err(TransportError::not_sent)?;
        let base_url = self.base_url.as_ref();
        let request = match base_url.filter(|url| url.endpoint.is_same_origin(request.uri())) {
            Some(base_url) => base_url.request(request),
            None => request.try_into().map_err(connection_or_timeout)?,
        };
        let response = client.execute(request).await.map_err(connection_or_timeout)?;
        read(response.into(), self.max_response_bytes).await.map_err(|error| {
            match error.source.downcast::<reqwest::Error>() {
                // The user has set a timeout of reqwest.
                Ok(source) if source.is_timeout() => TransportError::timeout(source.without_url()),
                Ok(source) => TransportError { source: source.without_url().into(), ..error },
                Err(source) => TransportError { source, ..error },
            }
        })
    }
}

/// Converts an error of reqwest.
fn connection_or_timeout(error: reqwest::Error) -> TransportError {
    // A URL can contain a secret: a view token, or a signature.
    let error = error.without_url();
    if error.is_timeout() {
        TransportError::timeout(error)
    } else {
        TransportError::connection(error)
    }
}
