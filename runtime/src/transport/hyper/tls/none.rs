//! No TLS, which is enough for a service on this machine.

use crate::error::BoxError;
use crate::transport::hyper::stream::Stream;
use crate::transport::limits::NO_TLS;

/// There is none.
pub(in crate::transport::hyper) enum Tls {}

impl Tls {
    pub(in crate::transport::hyper) fn new(_: bool) -> Result<Self, BoxError> {
        Err(NO_TLS.into())
    }

    #[expect(clippy::unused_async, reason = "where there is TLS, it waits for the other side")]
    pub(in crate::transport::hyper) async fn encrypt(
        &self,
        _: Stream,
        _: &str,
    ) -> Result<Stream, BoxError> {
        match *self {}
    }
}
