//! TLS for the transport that ships.

use std::sync::Arc;

use rustls::crypto::{CryptoProvider, ring};
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::BuilderVerifierExt as _;

use crate::error::BoxError;

/// TLS that trusts what the operating system trusts, or nobody where there is no TLS to be.
pub(super) fn config(is_encrypted: bool) -> Result<ClientConfig, BoxError> {
    let provider = CryptoProvider::get_default()
        .cloned()
        .unwrap_or_else(|| Arc::new(ring::default_provider()));
    let builder =
        ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    let builder = if is_encrypted {
        builder.with_platform_verifier()?
    } else {
        // No certificate is needed, so none is looked for: a machine may have none.
        builder.with_root_certificates(RootCertStore::empty())
    };
    Ok(builder.with_no_client_auth())
}

/// Makes ring the process's provider, unless there is one: reqwest asks for it where it sets up TLS itself.
pub(super) fn install_provider() {
    // An error says that there is one, which is what is wanted.
    let _ = ring::default_provider().install_default();
}
