//! The connector: it opens a connection within a time limit.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use http::Uri;
use hyper_util::rt::TokioIo;
use tower_service::Service;

use crate::error::BoxError;
use crate::transport::hyper::alias::Alias;
use crate::transport::hyper::boxed_io::BoxedIo;
use crate::transport::hyper::direct_connector::DirectConnector;
#[cfg(feature = "proxy")]
use crate::transport::hyper::proxies::Proxies;

/// Opens connections. hyper-util clones it for each request, so its content is shared.
#[derive(Clone)]
pub(super) struct Connector(Arc<Inner>);

struct Inner {
    alias: Option<Alias>,
    direct: DirectConnector,
    #[cfg(feature = "proxy")]
    proxies: Option<Proxies<Connector>>,
    timeout: Duration,
}

impl Connector {
    pub(super) fn new(
        is_encrypted: bool,
        alias: Option<Alias>,
        timeout: Duration,
    ) -> Result<Self, BoxError> {
        let direct = DirectConnector::new(is_encrypted, timeout)?;
        #[cfg(feature = "proxy")]
        let to_proxy =
            Inner { alias: None, direct: direct.without_http2(), proxies: None, timeout };
        Ok(Self(Arc::new(Inner {
            alias,
            direct,
            #[cfg(feature = "proxy")]
            proxies: Some(Proxies::from_env(Self(Arc::new(to_proxy)))),
            timeout,
        })))
    }
}

impl Inner {
    async fn connect(self: Arc<Self>, mut uri: Uri) -> Result<BoxedIo, BoxError> {
        if let Some(alias) = &self.alias {
            alias.resolve(&mut uri);
        }
        #[cfg(feature = "proxy")]
        if let Some(proxies) = &self.proxies {
            if let Some(mut tunnel) = proxies.tunnel(&uri)? {
                let stream = tunnel.call(uri.clone()).await?.into_inner();
                return self.direct.encrypt(stream, &uri).await;
            }
        }
        self.direct.connect(&uri).await
    }
}

impl Service<Uri> for Connector {
    type Response = TokioIo<BoxedIo>;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<TokioIo<BoxedIo>, BoxError>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        let Self(inner) = self;
        let timeout = inner.timeout;
        let connected = tokio::time::timeout(timeout, Arc::clone(inner).connect(uri));
        Box::pin(async move {
            let elapsed = |_| {
                let timeout = humantime::format_duration(timeout);
                let text = format!("the connection took longer than {timeout} to open");
                Err(io::Error::new(io::ErrorKind::TimedOut, text).into())
            };
            connected.await.unwrap_or_else(elapsed).map(TokioIo::new)
        })
    }
}
