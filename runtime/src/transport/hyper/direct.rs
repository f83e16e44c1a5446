//! A connection to a host with nothing between: TCP, and TLS over it.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use http::Uri;
use http::uri::Scheme;
use hyper_util::client::legacy::connect::HttpConnector;
use tower_service::Service as _;

use super::resolver::Resolver;
use super::stream::Stream;
use super::tls::Tls;
use crate::error::BoxError;

/// After how long the other side of a silent connection is asked whether it is still there, how often, and how long what
/// was sent may be without an answer.
const KEEPALIVE: Duration = Duration::from_secs(15);
const KEEPALIVE_RETRIES: u32 = 3;
#[cfg(target_os = "linux")]
const USER_TIMEOUT: Duration = Duration::from_secs(30);

#[derive(Clone)]
pub(super) struct Direct {
    tcp: HttpConnector<Resolver>,
    /// Set up for the first connection that it is for.
    tls: Arc<OnceLock<Tls>>,
    speaks_http2: bool,
}

impl Direct {
    /// What is wrong with TLS is told here where connections are encrypted, and later where they might be.
    pub(super) fn new(is_encrypted: bool, connect_timeout: Duration) -> Result<Self, BoxError> {
        let mut tcp = HttpConnector::new_with_resolver(Resolver::new());
        tcp.enforce_http(false);
        // A part of it for each address of a host, so that one which is silent does not keep the others from being tried.
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

    pub(super) async fn connect(&self, uri: &Uri) -> Result<Stream, BoxError> {
        let tcp = self.tcp.clone().call(uri.clone()).await?;
        self.encrypt(Box::new(tcp.into_inner()), uri).await
    }

    /// The connection to the host of this URL, encrypted where the URL says so.
    pub(super) async fn encrypt(&self, stream: Stream, uri: &Uri) -> Result<Stream, BoxError> {
        if uri.scheme() != Some(&Scheme::HTTPS) {
            return Ok(stream);
        }
        let host = uri.host().unwrap_or_default();
        // The brackets of an IPv6 address are the URL's.
        self.tls()?.encrypt(stream, host.trim_matches(['[', ']'])).await
    }

    /// The same, for who speaks HTTP/1.1 alone.
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
