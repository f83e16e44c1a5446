//! The parts of TLS that reqwest does not set up itself.

use reqwest::ClientBuilder;

use crate::error::BoxError;

/// Sets up TLS. If the endpoint is not encrypted, the client trusts no certificate authority: it
/// must not fail on a machine that has none.
#[cfg(feature = "native-tls")]
#[expect(clippy::unnecessary_wraps, reason = "it can fail with another library")]
pub(super) fn install(
    builder: ClientBuilder,
    is_encrypted: bool,
) -> Result<ClientBuilder, BoxError> {
    Ok(if is_encrypted { builder } else { builder.tls_certs_only([]) })
}

/// Sets up TLS. If the endpoint is not encrypted, the client trusts no certificate authority: it
/// must not fail on a machine that has none.
#[cfg(all(feature = "__rustls", not(feature = "native-tls")))]
pub(super) fn install(
    builder: ClientBuilder,
    is_encrypted: bool,
) -> Result<ClientBuilder, BoxError> {
    use rustls::RootCertStore;

    use crate::transport::rustls::{builder as rustls_builder, config};

    Ok(builder.tls_backend_preconfigured(if is_encrypted {
        config(cfg!(feature = "http2"))?
    } else {
        rustls_builder()?.with_root_certificates(RootCertStore::empty()).with_no_client_auth()
    }))
}

/// Fails if the endpoint is encrypted, because no feature provides TLS.
#[cfg(not(any(feature = "native-tls", feature = "__rustls")))]
pub(super) fn install(
    builder: ClientBuilder,
    is_encrypted: bool,
) -> Result<ClientBuilder, BoxError> {
    if is_encrypted { Err(crate::transport::limits::NO_TLS.into()) } else { Ok(builder) }
}
