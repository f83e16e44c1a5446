//! No TLS. It is enough for a service on this machine.

use crate::error::BoxError;
use crate::transport::boxed_io::BoxedIo;
use crate::transport::limits::NO_TLS;

/// A type without a value.
pub(in crate::transport::hyper) enum Tls {}

impl Tls {
    pub(in crate::transport::hyper) fn new(_: bool) -> Result<Self, BoxError> {
        Err(NO_TLS.into())
    }

    #[expect(
        clippy::unused_async,
        reason = "the other variants of this function await the handshake"
    )]
    pub(in crate::transport::hyper) async fn encrypt(
        &self,
        _: BoxedIo,
        _: &str,
    ) -> Result<(BoxedIo, bool), BoxError> {
        match *self {}
    }
}
