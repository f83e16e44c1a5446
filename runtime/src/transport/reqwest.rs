//! The transport that ships.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::sync::OnceLock;
use std::time::Duration;

use bytes::Bytes;
use http::uri::Scheme;
use http::{Request, Response, Uri};
use reqwest::redirect::Policy;
use reqwest::{Body, ClientBuilder};

use super::body::read;
use super::tls;
use super::{Transport, TransportError, TransportFuture};
use crate::endpoint::Endpoint;
use crate::error::{BoxError, innermost};
use crate::{Error, UploadBody};

/// How long a connection is kept that nobody uses. A load balancer of AWS's closes it after 60 seconds by default, and a
/// request that is sent at that moment is lost.
///
/// Source: [Connection idle timeout](https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html).
const POOL_IDLE_TIMEOUT: Duration = Duration::from_secs(20);

/// What a user does to reqwest's builder.
pub(crate) type Configure = Box<dyn FnOnce(ClientBuilder) -> ClientBuilder + Send>;

pub(crate) struct ReqwestTransport {
    client: reqwest::Client,
    /// What uploads go through that are encrypted where the endpoint is not. It is built for the first of them.
    encrypted: Option<OnceLock<reqwest::Client>>,
    connect_timeout: Duration,
    max_response_bytes: usize,
}

impl ReqwestTransport {
    pub(crate) fn new(
        endpoint: &Endpoint,
        connect_timeout: Duration,
        max_response_bytes: usize,
        configure: Option<Configure>,
    ) -> Result<Self, Error> {
        let mut builder = builder(connect_timeout);
        if !endpoint.is_encrypted() {
            // The token goes over the loopback interface in the clear: through a proxy, or to whatever else a name
            // server takes `localhost` for, it would leave the machine.
            let loopback = [(Ipv4Addr::LOCALHOST, 0).into(), (Ipv6Addr::LOCALHOST, 0).into()];
            builder = builder.no_proxy().resolve_to_addrs("localhost", &loopback);
        }
        let is_enough = endpoint.is_encrypted() || configure.is_some();
        builder = if let Some(configure) = configure {
            // reqwest sets up TLS, so that certificates which are added here count.
            tls::install_provider();
            configure(builder)
        } else {
            let tls = tls::config(endpoint.is_encrypted()).map_err(cannot_build)?;
            builder.tls_backend_preconfigured(tls)
        };
        let client = build(builder).map_err(cannot_build)?;
        let encrypted = (!is_enough).then(OnceLock::new);
        Ok(Self { client, encrypted, connect_timeout, max_response_bytes })
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
        let tls = tls::config(true)?;
        let client = build(builder(self.connect_timeout).tls_backend_preconfigured(tls))?;
        Ok(encrypted.get_or_init(|| client))
    }
}

fn builder(connect_timeout: Duration) -> ClientBuilder {
    ClientBuilder::new().connect_timeout(connect_timeout).pool_idle_timeout(POOL_IDLE_TIMEOUT)
}

/// Builds a client, whatever the user has changed: a redirect would hand the token to another host, and a log of what goes
/// over the connection would have it in clear.
fn build(builder: ClientBuilder) -> Result<reqwest::Client, reqwest::Error> {
    builder.redirect(Policy::none()).connection_verbose(false).build()
}

fn cannot_build(error: impl Into<BoxError>) -> Error {
    let error = error.into();
    let message = format!("the HTTP client cannot be built: {}", innermost(error.as_ref()));
    Error::invalid_input(message).with_source(error)
}

impl Transport for ReqwestTransport {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        Box::pin(self.execute(request.map(Body::from)))
    }

    fn upload(&self, request: Request<UploadBody>) -> TransportFuture<'_> {
        Box::pin(self.execute(request.map(Body::wrap)))
    }
}

impl ReqwestTransport {
    async fn execute(&self, request: Request<Body>) -> Result<Response<Bytes>, TransportError> {
        if tokio::runtime::Handle::try_current().is_err() {
            return Err(TransportError::connection("there is no Tokio runtime to run on"));
        }
        let client = self.client(request.uri()).map_err(TransportError::connection)?;
        let request = reqwest::Request::try_from(request).map_err(connection_or_timeout)?;
        let answer = client.execute(request).await.map_err(connection_or_timeout)?;
        read(answer.into(), self.max_response_bytes).await.map_err(|error| {
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
