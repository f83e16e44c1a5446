//! TLS with rustls.

use std::sync::Arc;

use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use crate::error::BoxError;
use crate::transport::hyper::boxed_io::{BoxedIo, Io};
use crate::transport::rustls::{HTTP_2, config};

/// Encrypts connections.
pub(in crate::transport::hyper) struct Tls(Arc<ClientConfig>);

impl Tls {
    pub(in crate::transport::hyper) fn new(speaks_http2: bool) -> Result<Self, BoxError> {
        Ok(Self(Arc::new(config(speaks_http2)?)))
    }

    /// Encrypts a connection to a host.
    pub(in crate::transport::hyper) async fn encrypt(
        &self,
        stream: BoxedIo,
        host: &str,
    ) -> Result<BoxedIo, BoxError> {
        let name = ServerName::try_from(host)?.to_owned();
        let stream = TlsConnector::from(Arc::clone(&self.0)).connect(name, stream).await?;
        Ok(Box::new(stream))
    }
}

impl Io for TlsStream<BoxedIo> {
    fn is_http2(&self) -> bool {
        self.get_ref().1.alpn_protocol() == Some(HTTP_2)
    }
}
