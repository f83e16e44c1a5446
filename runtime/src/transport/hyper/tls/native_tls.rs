//! TLS by the operating system's library, which trusts what the system trusts. It is for HTTP/1.1.

use tokio_native_tls::{TlsConnector, TlsStream, native_tls};

use crate::error::BoxError;
use crate::transport::hyper::stream::{Io, Stream};

/// What connections are encrypted with.
pub(in crate::transport::hyper) struct Tls(TlsConnector);

impl Tls {
    pub(in crate::transport::hyper) fn new(_: bool) -> Result<Self, BoxError> {
        Ok(Self(native_tls::TlsConnector::new()?.into()))
    }

    /// The connection to this host, encrypted.
    pub(in crate::transport::hyper) async fn encrypt(
        &self,
        stream: Stream,
        host: &str,
    ) -> Result<Stream, BoxError> {
        Ok(Box::new(self.0.connect(host, stream).await?))
    }
}

impl Io for TlsStream<Stream> {}
