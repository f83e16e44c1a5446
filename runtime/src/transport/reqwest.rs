//! The transport made with reqwest. Users can configure it.

mod tls;

use std::net::{Ipv4Addr, Ipv6Addr};
use std::sync::OnceLock;

use bytes::Bytes;
use http::uri::Scheme;
use http::{Request, Response, Uri};
use reqwest::redirect::Policy;
use reqwest::{Body, ClientBuilder, Url};
use tokio::sync::Semaphore;

use crate::endpoint::Endpoint;
use crate::error::BoxError;
#[cfg(feature = "http2")]
use crate::transport::limits::HTTP2_KEEPALIVE;
use crate::transport::limits::{Limits, POOL_IDLE_TIMEOUT};
use crate::transport::response_body::read;
use crate::transport::upload_body::UploadBody;
use crate::transport::{Transport, TransportError, TransportFuture};

/// The changes of a user to the reqwest builder.
pub(crate) type Configure = Box<dyn FnOnce(ClientBuilder) -> ClientBuilder + Send>;

pub(super) struct ReqwestTransport {
    client: reqwest::Client,
    /// The client for encrypted uploads if the endpoint is not encrypted. It is built for the first
    /// of them.
    encrypted: Option<OnceLock<reqwest::Client>>,
    base_url: BaseUrl,
    calls: Semaphore,
    /// Uploads have a limit of their own, so that slow ones cannot block calls.
    uploads: Semaphore,
    limits: Limits,
}

impl ReqwestTransport {
    pub(super) fn new(
        endpoint: &Endpoint,
        limits: Limits,
        configure: Option<Configure>,
    ) -> Result<Self, BoxError> {
        let mut builder = builder(limits);
        if !endpoint.is_encrypted() {
            // The token is sent unencrypted. A proxy, or another address for `localhost`, would let
            // it leave the machine.
            let loopback = [(Ipv4Addr::LOCALHOST, 0).into(), (Ipv6Addr::LOCALHOST, 0).into()];
            builder = builder.no_proxy().resolve_to_addrs("localhost", &loopback);
        }
        let is_enough = endpoint.is_encrypted() || configure.is_some();
        builder = if let Some(configure) = configure {
            // reqwest sets up TLS itself, so that it uses the certificates that the user adds.
            #[cfg(all(feature = "__rustls", not(feature = "native-tls")))]
            crate::transport::rustls::install_provider();
            configure(builder)
        } else {
            tls::install(builder, endpoint.is_encrypted())?
        };
        let encrypted = (!is_enough).then(OnceLock::new);
        let max_connections = limits.max_connections.min(Semaphore::MAX_PERMITS);
        Ok(Self {
            client: build(builder)?,
            encrypted,
            base_url: BaseUrl::new(endpoint)?,
            calls: Semaphore::new(max_connections),
            uploads: Semaphore::new(max_connections),
            limits,
        })
    }

    /// Returns the client for a URL.
    fn client(&self, uri: &Uri) -> Result<&reqwest::Client, BoxError> {
        let Some(encrypted) = &self.encrypted else { return Ok(&self.client) };
        if uri.scheme() != Some(&Scheme::HTTPS) {
            return Ok(&self.client);
        }
        if let Some(client) = encrypted.get() {
            return Ok(client);
        }
        let client = build(tls::install(builder(self.limits), true)?)?;
        Ok(encrypted.get_or_init(|| client))
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

    /// Converts a request for reqwest.
    fn request(&self, request: Request<Body>) -> Result<reqwest::Request, reqwest::Error> {
        if !self.endpoint.is_same_origin(request.uri()) {
            return request.try_into();
        }
        let mut url = self.url.clone();
        url.set_path(request.uri().path());
        url.set_query(request.uri().query());
        let (head, body) = request.into_parts();
        let mut request = reqwest::Request::new(head.method, url);
        *request.headers_mut() = head.headers;
        *request.body_mut() = Some(body);
        Ok(request)
    }
}

fn builder(limits: Limits) -> ClientBuilder {
    let builder = ClientBuilder::new();
    #[cfg(feature = "http2")]
    let builder = builder
        .http2_keep_alive_interval(HTTP2_KEEPALIVE)
        .http2_keep_alive_timeout(HTTP2_KEEPALIVE);
    builder
        .connect_timeout(limits.connect_timeout)
        .pool_idle_timeout(POOL_IDLE_TIMEOUT)
        .pool_max_idle_per_host(limits.max_connections)
}

/// Builds a client. Two settings cannot be changed by the user: a redirect would send the token to
/// another host, and a verbose log would contain it.
fn build(builder: ClientBuilder) -> Result<reqwest::Client, reqwest::Error> {
    builder.redirect(Policy::none()).connection_verbose(false).build()
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
        if tokio::runtime::Handle::try_current().is_err() {
            return Err(TransportError::connection("there is no Tokio runtime"));
        }
        let _permit = permits.acquire().await.map_err(TransportError::connection)?;
        let client = self.client(request.uri()).map_err(TransportError::connection)?;
        let request = self.base_url.request(request).map_err(connection_or_timeout)?;
        let response = client.execute(request).await.map_err(connection_or_timeout)?;
        read(response.into(), self.limits.max_response_bytes).await.map_err(|error| {
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
