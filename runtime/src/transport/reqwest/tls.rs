//! TLS, by the library that is built in, as far as it is not reqwest's to set it up.

use reqwest::ClientBuilder;

use crate::error::BoxError;

/// Has a client encrypt, or trust nobody where nothing is to be encrypted: then no certificates are looked for, of which a
/// machine may have none.
#[cfg(feature = "native-tls")]
#[expect(clippy::unnecessary_wraps, reason = "with another library, it may not be possible")]
pub(super) fn install(
    builder: ClientBuilder,
    is_encrypted: bool,
) -> Result<ClientBuilder, BoxError> {
    Ok(if is_encrypted { builder } else { builder.tls_certs_only([]) })
}

/// Has a client encrypt, or trust nobody where nothing is to be encrypted: then no certificates are looked for, of which a
/// machine may have none.
#[cfg(all(feature = "__rustls", not(feature = "native-tls")))]
pub(super) fn install(
    builder: ClientBuilder,
    is_encrypted: bool,
) -> Result<ClientBuilder, BoxError> {
    use rustls::RootCertStore;

    use crate::transport::rustls::{builder as of_nobody, config};

    Ok(builder.tls_backend_preconfigured(if is_encrypted {
        config(cfg!(feature = "http2"))?
    } else {
        of_nobody()?.with_root_certificates(RootCertStore::empty()).with_no_client_auth()
    }))
}

/// Has a client encrypt, which takes a library for it.
#[cfg(not(any(feature = "native-tls", feature = "__rustls")))]
pub(super) fn install(
    builder: ClientBuilder,
    is_encrypted: bool,
) -> Result<ClientBuilder, BoxError> {
    if is_encrypted { Err(crate::transport::limits::NO_TLS.into()) } else { Ok(builder) }
}
