//! TLS with rustls.

use std::sync::Arc;

use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use tokio_rustls::TlsConnector;

use crate::error::BoxError;
use crate::transport::boxed_io::BoxedIo;
use crate::transport::rustls::{HTTP_2, config};

/// Encrypts connections.
pub(in crate::transport::hyper) struct Tls(Arc<ClientConfig>);

impl Tls {
    pub(in crate::transport::hyper) fn new(speaks_http2: bool) -> Result<Self, BoxError> {
        Ok(Self(Arc::new(config(speaks_http2)?)))
    }

    /// Encrypts a connection to a host. The second value is `true` if both sides have negotiated
    /// HTTP/2.
    pub(in crate::transport::hyper) async fn encrypt(
        &self,
        stream: BoxedIo,
        host: &str,
    ) -> Result<(BoxedIo, bool), BoxError> {
        let name = ServerName::try_from(host)?.to_owned();
        let stream = TlsConnector::from(Arc::clone(&self.0)).connect(name, stream).await?;
        let is_http2 = stream.get_ref().1.alpn_protocol() == Some(HTTP_2);
        Ok((Box::new(stream), is_http2))
    }
}
