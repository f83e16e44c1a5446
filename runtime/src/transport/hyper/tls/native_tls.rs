//! TLS with the library of the operating system and its certificate authorities. It supports
//! HTTP/1.1 only.

use tokio_native_tls::{TlsConnector, native_tls};

use crate::error::BoxError;
use crate::transport::boxed_io::BoxedIo;

/// Encrypts connections.
pub(in crate::transport::hyper) struct Tls(TlsConnector);

impl Tls {
    pub(in crate::transport::hyper) fn new(_: bool) -> Result<Self, BoxError> {
        Ok(Self(native_tls::TlsConnector::new()?.into()))
    }

    /// Encrypts a connection to a host. The second value is always `false`: no HTTP/2.
    pub(in crate::transport::hyper) async fn encrypt(
        &self,
        stream: BoxedIo,
        host: &str,
    ) -> Result<(BoxedIo, bool), BoxError> {
        Ok((Box::new(self.0.connect(host, stream).await?), false))
    }
}
