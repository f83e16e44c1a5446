//! TLS by rustls.

use std::sync::Arc;

use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use crate::error::BoxError;
use crate::transport::hyper::stream::{Io, Stream};
use crate::transport::rustls::{HTTP_2, config};

/// What connections are encrypted with.
pub(in crate::transport::hyper) struct Tls(Arc<ClientConfig>);

impl Tls {
    pub(in crate::transport::hyper) fn new(speaks_http2: bool) -> Result<Self, BoxError> {
        Ok(Self(Arc::new(config(speaks_http2)?)))
    }

    /// The connection to this host, encrypted.
    pub(in crate::transport::hyper) async fn encrypt(
        &self,
        stream: Stream,
        host: &str,
    ) -> Result<Stream, BoxError> {
        let name = ServerName::try_from(host)?.to_owned();
        let stream = TlsConnector::from(Arc::clone(&self.0)).connect(name, stream).await?;
        Ok(Box::new(stream))
    }
}

impl Io for TlsStream<Stream> {
    fn is_http2(&self) -> bool {
        self.get_ref().1.alpn_protocol() == Some(HTTP_2)
    }
}
