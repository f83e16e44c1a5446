//! The connector: it opens a connection within a time limit.

use std::error::Error as StdError;
use std::io;
use std::time::Duration;

use http::Uri;
use tokio::time::error::Elapsed;
use tokio::time::timeout;

use crate::clock::tokio_now;
use crate::endpoint::Endpoint;
use crate::error::BoxError;
use crate::transport::boxed_io::BoxedIo;
use crate::transport::hyper::direct_connector::{DirectConnector, Versions};
use crate::transport::hyper::probe::{Probe, ProbedIo};
#[cfg(feature = "proxy")]
use crate::transport::hyper::proxies::{Proxies, Proxy};
#[cfg(feature = "proxy")]
use crate::transport::hyper::tunnel::open_tunnel;
use crate::transport::socket::Socket;

/// Opens connections.
pub(super) struct Connector {
    direct: DirectConnector,
    #[cfg(feature = "proxy")]
    proxies: Proxies,
    timeout: Duration,
}

/// An open connection.
pub(super) struct Opened {
    pub(super) stream: ProbedIo,
    pub(super) is_http2: bool,
    pub(super) probe: Probe,
}

impl Connector {
    /// Creates a connector. TLS and the proxy for the endpoint are set up at once, so that an error
    /// is reported early.
    pub(super) fn new(endpoint: Option<&Endpoint>, timeout: Duration) -> Result<Self, BoxError> {
        let is_encrypted = endpoint.is_some_and(Endpoint::is_encrypted);
        let direct = DirectConnector::new(is_encrypted, timeout)?;
        #[cfg(feature = "proxy")]
        let proxies = Proxies::from_env();
        #[cfg(feature = "proxy")]
        proxies.get(&match endpoint {
            Some(endpoint) => endpoint.uri("/")?,
            None => Uri::from_static("https://any.invalid"),
        })?;
        Ok(Self {
            direct,
            #[cfg(feature = "proxy")]
            proxies,
            timeout,
        })
    }

    /// Sets up what a connection to the host of a URL needs. An error is one of the configuration.
    pub(super) fn prepare(&self, uri: &Uri, versions: Versions) -> Result<(), BoxError> {
        #[cfg(feature = "proxy")]
        self.proxies.get(uri)?;
        self.direct.prepare(uri, versions)
    }

    /// Opens a connection for another protocol than the requests. TLS does not offer HTTP/2.
    pub(super) async fn open_socket(&self, uri: &Uri) -> Result<Socket, BoxError> {
        Ok(Socket::new(self.connect(uri, Versions::Http1).await?.stream))
    }

    /// Opens a connection to the host of a URL, through a proxy if there is one for it, within the
    /// connect timeout.
    pub(super) async fn connect(&self, uri: &Uri, versions: Versions) -> Result<Opened, BoxError> {
        let deadline = Deadline::new(self.timeout);
        let probe = Probe::default();
        #[cfg(feature = "proxy")]
        let proxy = self.proxies.get(uri)?;
        #[cfg(feature = "proxy")]
        if let Some(proxy) = proxy {
            let tunnel = deadline.limit(self.tunnel(proxy, uri, &probe)).await;
            let stream = tunnel.map_err(|error| proxy.locate(error))?;
            let encrypted = deadline.limit(self.direct.encrypt(stream, uri, versions)).await;
            let (stream, is_http2) = encrypted.map_err(|error| proxy.locate_behind(error))?;
            return Ok(Opened::new(stream, is_http2, probe));
        }
        let (stream, is_http2) = deadline
            .limit(async {
                let stream = self.direct.connect(uri, &probe).await?;
                self.direct.encrypt(stream, uri, versions).await
            })
            .await?;
        Ok(Opened::new(stream, is_http2, probe))
    }

    /// Opens a tunnel through a proxy to the host of a URL.
    #[cfg(feature = "proxy")]
    async fn tunnel(&self, proxy: &Proxy, uri: &Uri, probe: &Probe) -> Result<BoxedIo, BoxError> {
        let stream = self.direct.connect(&proxy.url, probe).await?;
        let (stream, _) = self.direct.encrypt(stream, &proxy.url, Versions::Http1).await?;
        open_tunnel(stream, uri, proxy.authorization.as_ref()).await
    }
}

impl Opened {
    fn new(stream: BoxedIo, is_http2: bool, probe: Probe) -> Self {
        Self { stream: ProbedIo::new(stream, probe.clone()), is_http2, probe }
    }
}

/// The end of the connect timeout, by the clock of Tokio.
struct Deadline {
    timeout: Duration,
    /// `None` if it is too far away for the clock.
    end: Option<Duration>,
}

impl Deadline {
    fn new(timeout: Duration) -> Self {
        Self { timeout, end: tokio_now().checked_add(timeout) }
    }

    /// Waits for a part of the connection to open.
    async fn limit<T>(
        &self,
        opening: impl Future<Output = Result<T, BoxError>>,
    ) -> Result<T, BoxError> {
        let opened = match self.end {
            Some(end) => timeout(end.saturating_sub(tokio_now()), opening)
                .await
                .unwrap_or_else(|elapsed| Err(elapsed.into())),
            None => opening.await,
        };
        opened.map_err(|error| if is_elapsed(error.as_ref()) { self.elapsed() } else { error })
    }

    fn elapsed(&self) -> BoxError {
        let timeout = humantime::format_duration(self.timeout);
        let text = format!("the connection took longer than {timeout} to open");
        io::Error::new(io::ErrorKind::TimedOut, text).into()
    }
}

/// Returns `true` if a timer of Tokio has elapsed: our own, or that of hyper-util for one of the
/// addresses of a host.
fn is_elapsed(error: &(dyn StdError + 'static)) -> bool {
    let inner = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
    let inner_is = inner.is_some_and(<dyn StdError + Send + Sync>::is::<Elapsed>);
    inner_is || error.is::<Elapsed>() || error.source().is_some_and(is_elapsed)
}
