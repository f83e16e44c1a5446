//! Connections without a proxy: TCP, and TLS over it.

use std::sync::OnceLock;
use std::time::Duration;

use http::Uri;
use http::uri::Scheme;
use hyper_util::client::legacy::connect::HttpConnector;
use tower_service::Service as _;

use crate::error::BoxError;
use crate::transport::hyper::boxed_io::BoxedIo;
use crate::transport::hyper::probe::{Probe, ProbedTcp};
use crate::transport::hyper::resolver::Resolver;
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
    // TLS is set up when the first connection needs it. All connections share it: otherwise no TLS
    // session could be resumed.
    tls: OnceLock<Tls>,
    tls_with_http2: OnceLock<Tls>,
}

impl DirectConnector {
    /// Creates a connector. It sets up TLS at once if the endpoint is encrypted, so that an error
    /// is reported early.
    pub(super) fn new(is_encrypted: bool, connect_timeout: Duration) -> Result<Self, BoxError> {
        let mut tcp = HttpConnector::new_with_resolver(Resolver::new());
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
        let direct = Self { tcp, tls: OnceLock::new(), tls_with_http2: OnceLock::new() };
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
        let tcp = self.tcp.clone().call(uri.clone()).await?;
        Ok(Box::new(ProbedTcp::new(tcp.into_inner(), probe.clone())))
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
        let host = uri.host().unwrap_or_default();
        // The brackets of an IPv6 address belong to the URL only.
        self.tls(versions)?.encrypt(stream, host.trim_matches(['[', ']'])).await
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
