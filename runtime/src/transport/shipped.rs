//! The transport of a client that was given none.

#[cfg(feature = "hyper")]
use super::hyper::HyperTransport;
#[cfg(feature = "reqwest")]
use super::reqwest::{Configure, ReqwestTransport};
use super::{Limits, Transport};
use crate::Error;
use crate::endpoint::Endpoint;
use crate::error::{BoxError, innermost};

/// hyper, or reqwest where that is configured or all there is.
pub(crate) fn shipped(
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
        Err(cannot_build("turn on the feature `hyper` or `reqwest`, or give a transport"))
    }
}

fn cannot_build(error: impl Into<BoxError>) -> Error {
    let error = error.into();
    let message = format!("the HTTP client cannot be built: {}", innermost(error.as_ref()));
    Error::invalid_input(message).with_source(error)
}

#[cfg(all(test, not(feature = "__rustls"), not(feature = "native-tls")))]
mod tests {
    use crate::Client;

    fn problem(endpoint: &str) -> Option<String> {
        let error = Client::builder().endpoint_url(endpoint).build().err()?;
        Some(error.to_string())
    }

    #[cfg(any(feature = "hyper", feature = "reqwest"))]
    #[test]
    fn without_tls_there_is_a_service_on_this_machine_alone() {
        assert_eq!(problem("http://127.0.0.1:1"), None);
        assert_eq!(
            problem("https://127.0.0.1:1").unwrap(),
            "InvalidInput: the HTTP client cannot be built: \
             there is no TLS: turn on the feature `ring`, `aws-lc-rs` or `native-tls`"
        );
    }

    #[cfg(not(any(feature = "hyper", feature = "reqwest")))]
    #[test]
    fn without_a_transport_there_is_one_of_the_users_alone() {
        assert_eq!(
            problem("http://127.0.0.1:1").unwrap(),
            "InvalidInput: the HTTP client cannot be built: \
             turn on the feature `hyper` or `reqwest`, or give a transport"
        );
    }
}
