//! The configuration of rustls, for both transports.

use std::sync::Arc;

use rustls::crypto::CryptoProvider;
#[cfg(feature = "aws-lc-rs")]
use rustls::crypto::aws_lc_rs as library;
#[cfg(not(feature = "aws-lc-rs"))]
use rustls::crypto::ring as library;
use rustls::{ClientConfig, ConfigBuilder, WantsVerifier};
use rustls_platform_verifier::BuilderVerifierExt as _;

use crate::error::BoxError;

/// Returns a configuration that trusts the certificate authorities of the operating system.
pub(super) fn config(speaks_http2: bool) -> Result<ClientConfig, BoxError> {
    let mut config = builder()?.with_platform_verifier()?.with_no_client_auth();
    if speaks_http2 {
        config.alpn_protocols = [HTTP_2, HTTP_1].map(<[u8]>::to_vec).into();
    }
    Ok(config)
}

pub(super) const HTTP_2: &[u8] = b"h2";
const HTTP_1: &[u8] = b"http/1.1";

/// Returns a builder with the default crypto provider of the process. Without one it uses the
/// provider of this crate, but does not install it.
pub(super) fn builder() -> Result<ConfigBuilder<ClientConfig, WantsVerifier>, BoxError> {
    let default = CryptoProvider::get_default().cloned();
    let provider = default.unwrap_or_else(|| Arc::new(library::default_provider()));
    let builder = ClientConfig::builder_with_provider(provider);
    Ok(builder.with_safe_default_protocol_versions()?)
}

/// Installs the provider of this crate as the default of the process, unless there is one. reqwest
/// uses the default if it sets up TLS itself.
#[cfg(feature = "reqwest")]
pub(super) fn install_provider() {
    // An error means that there is one already.
    let _ = library::default_provider().install_default();
}
