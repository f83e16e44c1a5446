//! The transport of a client without one set by the user.

use crate::endpoint::Endpoint;
use crate::error::{BoxError, Error, innermost};
use crate::transport::Transport;
#[cfg(feature = "hyper")]
use crate::transport::hyper::HyperTransport;
use crate::transport::limits::Limits;
#[cfg(feature = "reqwest")]
use crate::transport::reqwest::{Configure, ReqwestTransport};

/// Returns the transport of hyper, or that of reqwest if it is configured or the only one.
pub(crate) fn default_transport(
    endpoint: &Endpoint,
    limits: Limits,
    #[cfg(feature = "reqwest")] configure: Option<Configure>,
) -> Result<Box<dyn Transport>, Error> {
    #[cfg(feature = "reqwest")]
    {
        if cfg!(not(feature = "hyper")) || configure.is_some() {
            let transport = ReqwestTransport::new(endpoint, limits, configure);
            return Ok(Box::new(transport.map_err(cannot_build)?));
        }
    }
    #[cfg(feature = "hyper")]
    return Ok(Box::new(HyperTransport::new(endpoint, limits).map_err(cannot_build)?));
    #[cfg(not(feature = "hyper"))]
    {
        let _ = (endpoint, limits);
        Err(cannot_build(
            "turn on the feature `hyper` or `reqwest`, or call `ClientBuilder::transport`",
        ))
    }
}

fn cannot_build(error: impl Into<BoxError>) -> Error {
    let error = error.into();
    let message = format!("the HTTP client cannot be built: {}", innermost(error.as_ref()));
    Error::invalid_input(message).with_source(error)
}
