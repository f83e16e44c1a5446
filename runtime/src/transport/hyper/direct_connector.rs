//! Connections without a proxy: TCP, and TLS over it.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use http::Uri;
use http::uri::Scheme;
use hyper_util::client::legacy::connect::HttpConnector;
use tower_service::Service as _;

use crate::error::BoxError;
use crate::transport::hyper::boxed_io::BoxedIo;
use crate::transport::hyper::resolver::Resolver;
use crate::transport::hyper::tls::Tls;

/// The idle time before a TCP keep-alive probe, and the interval of the probes.
const KEEPALIVE: Duration = Duration::from_secs(15);
/// The number of probes without a response after which the connection is closed.
const KEEPALIVE_RETRIES: u32 = 3;
/// The time after which unacknowledged data closes the connection.
#[cfg(target_os = "linux")]
const USER_TIMEOUT: Duration = Duration::from_secs(30);

#[derive(Clone)]
pub(super) struct DirectConnector {
    tcp: HttpConnector<Resolver>,
    /// Set up when the first connection needs it.
    tls: Arc<OnceLock<Tls>>,
    speaks_http2: bool,
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
        let direct = Self { tcp, tls: Arc::default(), speaks_http2: cfg!(feature = "http2") };
        if is_encrypted {
            direct.tls()?;
        }
        Ok(direct)
    }

    pub(super) async fn connect(&self, uri: &Uri) -> Result<BoxedIo, BoxError> {
        let tcp = self.tcp.clone().call(uri.clone()).await?;
        self.encrypt(Box::new(tcp.into_inner()), uri).await
    }

    /// Encrypts a connection to the host of a URL if the URL is https.
    pub(super) async fn encrypt(&self, stream: BoxedIo, uri: &Uri) -> Result<BoxedIo, BoxError> {
        if uri.scheme() != Some(&Scheme::HTTPS) {
            return Ok(stream);
        }
        let host = uri.host().unwrap_or_default();
        // The brackets of an IPv6 address belong to the URL only.
        self.tls()?.encrypt(stream, host.trim_matches(['[', ']'])).await
    }

    /// Returns the same connector for HTTP/1.1 only, as for a proxy.
    #[cfg(feature = "proxy")]
    pub(super) fn without_http2(&self) -> Self {
        Self { tcp: self.tcp.clone(), tls: Arc::default(), speaks_http2: false }
    }

    fn tls(&self) -> Result<&Tls, BoxError> {
        if let Some(tls) = self.tls.get() {
            return Ok(tls);
        }
        let tls = Tls::new(self.speaks_http2)?;
        Ok(self.tls.get_or_init(|| tls))
    }
}
