//! Connections without a proxy: TCP, and TLS over it.

use std::sync::OnceLock;
use std::time::Duration;

use http::Uri;
use http::uri::Scheme;
use hyper_util::client::legacy::connect::HttpConnector;
use tower_service::Service as _;

use crate::error::BoxError;
use crate::transport::boxed_io::BoxedIo;
use crate::transport::hyper::probe::{Probe, ProbedTcp};
use crate::transport::hyper::resolver::Resolver;
use crate::transport::hyper::resources::{self, NoPort, lacks_address};
use crate::transport::hyper::tls::Tls;

/// The idle time before a TCP keep-alive probe, and the interval of the probes.
const KEEPALIVE: Duration = Duration::from_secs(15);
/// The number of probes without a response after which the connection is closed.
const KEEPALIVE_RETRIES: u32 = 3;
/// The time after which unacknowledged data closes the connection.
#[cfg(target_os = "linux")]
const USER_TIMEOUT: Duration = Duration::from_secs(30);

/// The versions of HTTP that TLS offers to the server.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Versions {
    Http1,
    /// Also HTTP/2, with the feature `http2`.
    All,
}

pub(super) struct DirectConnector {
    tcp: HttpConnector<Resolver>,
    resolver: Resolver,
    // TLS is set up when the first connection needs it. All connections share it: otherwise no TLS
    // session could be resumed.
    tls: OnceLock<Tls>,
    tls_with_http2: OnceLock<Tls>,
}

impl DirectConnector {
    /// Creates a connector. It sets up TLS at once if the endpoint is encrypted, so that an error
    /// is reported early.
    pub(super) fn new(is_encrypted: bool, connect_timeout: Duration) -> Result<Self, BoxError> {
        let resolver = Resolver::new();
        let mut tcp = HttpConnector::new_with_resolver(resolver.clone());
        tcp.enforce_http(false);
        // hyper-util divides it among the addresses of a host, so that a silent address does not
        // use up all of it.
        tcp.set_connect_timeout(Some(connect_timeout));
        tcp.set_nodelay(true);
        tcp.set_keepalive(Some(KEEPALIVE));
        tcp.set_keepalive_interval(Some(KEEPALIVE));
        tcp.set_keepalive_retries(Some(KEEPALIVE_RETRIES));
        #[cfg(target_os = "linux")]
        tcp.set_tcp_user_timeout(Some(USER_TIMEOUT));
        let direct = Self { tcp, resolver, tls: OnceLock::new(), tls_with_http2: OnceLock::new() };
        if is_encrypted {
            direct.tls(Versions::All)?;
        }
        Ok(direct)
    }

    /// Sets up TLS if a URL is https.
    pub(super) fn prepare(&self, uri: &Uri, versions: Versions) -> Result<(), BoxError> {
        if uri.scheme() == Some(&Scheme::HTTPS) { self.tls(versions).map(|_| ()) } else { Ok(()) }
    }

    /// Opens a TCP connection to the host of a URL.
    pub(super) async fn connect(&self, uri: &Uri, probe: &Probe) -> Result<BoxedIo, BoxError> {
        match self.tcp.clone().call(uri.clone()).await {
            Ok(tcp) => Ok(Box::new(ProbedTcp::new(tcp.into_inner(), probe.clone()))),
            Err(error) if lacks_address(&error) && self.can_reach(uri).await => {
                Err(NoPort(error.into()).into())
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Returns `true` if this machine can reach every address of the host of a URL.
    async fn can_reach(&self, uri: &Uri) -> bool {
        let host = host(uri);
        if let Ok(address) = host.parse() {
            return resources::can_reach(address);
        }
        let addresses = self.resolver.addresses(host).await;
        addresses.is_ok_and(|addresses| {
            addresses.iter().all(|address| resources::can_reach(address.ip()))
        })
    }

    /// Encrypts a connection to the host of a URL if the URL is https. The second value is `true`
    /// if both sides have negotiated HTTP/2.
    pub(super) async fn encrypt(
        &self,
        stream: BoxedIo,
        uri: &Uri,
        versions: Versions,
    ) -> Result<(BoxedIo, bool), BoxError> {
        if uri.scheme() != Some(&Scheme::HTTPS) {
            return Ok((stream, false));
        }
        self.tls(versions)?.encrypt(stream, host(uri)).await
    }

    fn tls(&self, versions: Versions) -> Result<&Tls, BoxError> {
        let offers_http2 = cfg!(feature = "http2") && versions == Versions::All;
        let shared = if offers_http2 { &self.tls_with_http2 } else { &self.tls };
        if let Some(tls) = shared.get() {
            return Ok(tls);
        }
        let tls = Tls::new(offers_http2)?;
        Ok(shared.get_or_init(|| tls))
    }
}

/// Returns the host of a URL, without the brackets of an IPv6 address.
fn host(uri: &Uri) -> &str {
    uri.host().unwrap_or_default().trim_matches(['[', ']'])
}
