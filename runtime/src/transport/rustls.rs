//! How rustls is set up, for either transport.

use std::sync::Arc;

use rustls::crypto::CryptoProvider;
#[cfg(feature = "aws-lc-rs")]
use rustls::crypto::aws_lc_rs as library;
#[cfg(not(feature = "aws-lc-rs"))]
use rustls::crypto::ring as library;
use rustls::{ClientConfig, ConfigBuilder, WantsVerifier};
use rustls_platform_verifier::BuilderVerifierExt as _;

use crate::error::BoxError;

/// TLS that trusts what the operating system trusts.
pub(super) fn config(speaks_http2: bool) -> Result<ClientConfig, BoxError> {
    let mut config = builder()?.with_platform_verifier()?.with_no_client_auth();
    if speaks_http2 {
        config.alpn_protocols = [HTTP_2, HTTP_1].map(<[u8]>::to_vec).into();
    }
    Ok(config)
}

pub(super) const HTTP_2: &[u8] = b"h2";
const HTTP_1: &[u8] = b"http/1.1";

/// TLS with the cryptography of the process, or else our own, which is made nobody else's.
pub(super) fn builder() -> Result<ConfigBuilder<ClientConfig, WantsVerifier>, BoxError> {
    let of_process = CryptoProvider::get_default().cloned();
    let provider = of_process.unwrap_or_else(|| Arc::new(library::default_provider()));
    let builder = ClientConfig::builder_with_provider(provider);
    Ok(builder.with_safe_default_protocol_versions()?)
}

/// Makes ours the process's, unless there is one: reqwest asks for it where it sets up TLS itself.
#[cfg(feature = "reqwest")]
pub(super) fn install_provider() {
    // An error says that there is one, which is what is wanted.
    let _ = library::default_provider().install_default();
}
