//! The reason why a connection has no response.

use crate::transport::TransportError;

pub(super) enum SendError {
    /// The connection has ended, and nothing was sent. The request is back in its place, and can be
    /// sent on another one.
    Unsent(hyper::Error),
    /// The service has not processed the request, as far as can be known: the connection had been
    /// used before and ended without a byte of a response, or the peer says so.
    Stale(hyper::Error),
    Failed(TransportError),
}
