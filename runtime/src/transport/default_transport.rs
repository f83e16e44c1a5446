//! The transport of a client without one set by the user.

use crate::endpoint::Endpoint;
use crate::error::Error;
use crate::transport::Transport;
use crate::transport::build_error::build_error;
#[cfg(feature = "hyper")]
use crate::transport::hyper::HyperTransport;
use crate::transport::limits::Limits;
#[cfg(feature = "reqwest")]
use crate::transport::reqwest::ReqwestTransport;
#[cfg(feature = "reqwest")]
use crate::transport::reqwest::clients::Configure;

/// Returns the transport of hyper, or that of reqwest if it is configured or the only one.
pub(crate) fn default_transport(
    endpoint: &Endpoint,
    limits: Limits,
    #[cfg(feature = "reqwest")] configure: Option<Configure>,
) -> Result<Box<dyn Transport>, Error> {
    #[cfg(feature = "reqwest")]
    {
        if cfg!(not(feature = "hyper")) || configure.is_some() {
            let transport = ReqwestTransport::new(Some(endpoint), limits, configure);
            return Ok(Box::new(transport.map_err(build_error)?));
        }
    }
    #[cfg(feature = "hyper")]
    return Ok(Box::new(HyperTransport::new(Some(endpoint), limits).map_err(build_error)?));
    #[cfg(not(feature = "hyper"))]
    {
        let _ = (endpoint, limits);
        Err(build_error(
            "turn on the feature `hyper` or `reqwest`, or call `ClientBuilder::transport`",
        ))
    }
}
