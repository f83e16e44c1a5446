//! The transport that is made of reqwest, whose builder is the user's to change.

mod tls;

use std::net::{Ipv4Addr, Ipv6Addr};
use std::sync::OnceLock;

use bytes::Bytes;
use http::uri::Scheme;
use http::{Request, Response, Uri};
use reqwest::redirect::Policy;
use reqwest::{Body, ClientBuilder, Url};
use tokio::sync::Semaphore;

use super::body::read;
#[cfg(feature = "http2")]
use super::limits::HTTP2_KEEPALIVE;
use super::limits::{POOL_IDLE_TIMEOUT, Permits};
use super::{Limits, Transport, TransportError, TransportFuture};
use crate::UploadBody;
use crate::endpoint::Endpoint;
use crate::error::BoxError;

/// What a user does to reqwest's builder.
pub(crate) type Configure = Box<dyn FnOnce(ClientBuilder) -> ClientBuilder + Send>;

pub(super) struct ReqwestTransport {
    client: reqwest::Client,
    /// What uploads go through that are encrypted where the endpoint is not. It is built for the first of them.
    encrypted: Option<OnceLock<reqwest::Client>>,
    /// Where nearly all requests go.
    endpoint: Parsed,
    permits: Permits,
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
            // The token goes over the loopback interface in the clear: through a proxy, or to whatever else a name
            // server takes `localhost` for, it would leave the machine.
            let loopback = [(Ipv4Addr::LOCALHOST, 0).into(), (Ipv6Addr::LOCALHOST, 0).into()];
            builder = builder.no_proxy().resolve_to_addrs("localhost", &loopback);
        }
        let is_enough = endpoint.is_encrypted() || configure.is_some();
        builder = if let Some(configure) = configure {
            // reqwest sets up TLS, so that certificates which are added here count.
            #[cfg(all(feature = "__rustls", not(feature = "native-tls")))]
            super::rustls::install_provider();
            configure(builder)
        } else {
            tls::install(builder, endpoint.is_encrypted())?
        };
        let encrypted = (!is_enough).then(OnceLock::new);
        Ok(Self {
            client: build(builder)?,
            encrypted,
            endpoint: Parsed::new(endpoint)?,
            permits: Permits::new(limits),
            limits,
        })
    }

    /// The client that a request goes through to such a URL.
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

/// The endpoint, as reqwest has URLs: to parse one is what a request costs most.
struct Parsed {
    endpoint: Endpoint,
    url: Url,
}

impl Parsed {
    fn new(endpoint: &Endpoint) -> Result<Self, BoxError> {
        Ok(Self { endpoint: endpoint.clone(), url: Url::parse(endpoint.as_str())? })
    }

    /// The request, as reqwest has it.
    fn request(&self, request: Request<Body>) -> Result<reqwest::Request, reqwest::Error> {
        if !self.endpoint.is_of(request.uri()) {
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

/// Builds a client, whatever the user has changed: a redirect would hand the token to another host, and a log of what goes
/// over the connection would have it in clear.
fn build(builder: ClientBuilder) -> Result<reqwest::Client, reqwest::Error> {
    builder.redirect(Policy::none()).connection_verbose(false).build()
}

impl Transport for ReqwestTransport {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        Box::pin(self.execute(request.map(Body::from), &self.permits.calls))
    }

    fn upload(&self, request: Request<UploadBody>) -> TransportFuture<'_> {
        Box::pin(self.execute(request.map(Body::wrap), &self.permits.uploads))
    }
}

impl ReqwestTransport {
    async fn execute(
        &self,
        request: Request<Body>,
        permits: &Semaphore,
    ) -> Result<Response<Bytes>, TransportError> {
        if tokio::runtime::Handle::try_current().is_err() {
            return Err(TransportError::connection("there is no Tokio runtime to run on"));
        }
        let _permit = permits.acquire().await.map_err(TransportError::connection)?;
        let client = self.client(request.uri()).map_err(TransportError::connection)?;
        let request = self.endpoint.request(request).map_err(connection_or_timeout)?;
        let answer = client.execute(request).await.map_err(connection_or_timeout)?;
        read(answer.into(), self.limits.max_response_bytes).await.map_err(|error| {
            match error.source.downcast::<reqwest::Error>() {
                // A timeout that the user has asked reqwest for.
                Ok(source) if source.is_timeout() => TransportError::timeout(source.without_url()),
                Ok(source) => TransportError { source: source.without_url().into(), ..error },
                Err(source) => TransportError { source, ..error },
            }
        })
    }
}

/// What became of a request, by what reqwest says of it.
fn connection_or_timeout(error: reqwest::Error) -> TransportError {
    // A URL may have a secret in it: that of a view, or one that is pre-signed.
    let error = error.without_url();
    if error.is_timeout() {
        TransportError::timeout(error)
    } else {
        TransportError::connection(error)
    }
}
