//! The measured clients. Each sends a typing event in its own way.

mod annotated;
#[cfg(feature = "aws")]
mod aws;
mod call;
mod hyper;
mod reqwest;
mod socket;

pub use self::annotated::Annotated;
#[cfg(feature = "aws")]
pub use self::aws::{Aws, UnsignedAws};
pub use self::call::{Call, CallOverReqwest, CannedCall, ClosedCall, ForbiddenCall, RetriedCall};
pub use self::hyper::{ClosedHyper, Hyper};
pub use self::reqwest::{ClosedReqwest, Reqwest};
pub use self::socket::Socket;

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::{Context as _, Result, ensure};
use rustls::crypto::ring;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore};
use tokio::net::TcpStream;

use crate::server::EVENT_ID;

/// The connection token of all clients.
pub const CONNECTION_TOKEN: &str =
    "QVFJREFIaEhIZ2hIR0hnSEdIZ2hnSEdIZ0hHSGdIR0hnSEdIZ0hHSGdIR0hnSEdIZ0hHSGdIR0hnSEdI";

const PATH: &str = "/participant/event";
const TYPING: &str = "application/vnd.amazonaws.connect.event.typing";

/// A client, as one task uses it.
pub trait Client: Sized + 'static {
    /// Creates a client for the service at `url`.
    async fn new(url: &str) -> Result<Self>;

    /// Returns the same client for another task. A client that is a single connection opens another
    /// connection.
    async fn another(&self) -> Result<Self>;

    /// Sends a typing event with a client token, and checks the response.
    async fn send_typing(&mut self) -> Result<()>;
}

/// Checks the event id of a response.
pub fn check_id(id: Option<&str>) -> Result<()> {
    ensure!(id == Some(EVENT_ID), "unexpected event id: {id:?}");
    Ok(())
}

/// Returns the address in a URL without a path.
fn address(url: &str) -> Result<SocketAddr> {
    Ok(url.split_once("://").context("expected a URL")?.1.parse()?)
}

/// Returns a TLS configuration that trusts the authority in the environment, and no other: loading
/// those of the system takes time.
fn tls_config() -> Result<ClientConfig> {
    let mut authorities = RootCertStore::empty();
    if let Some(file) = std::env::var_os("SSL_CERT_FILE") {
        authorities.add(CertificateDer::from_pem_file(file)?)?;
    }
    Ok(ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_root_certificates(authorities)
        .with_no_client_auth())
}

async fn connect(address: SocketAddr) -> Result<TcpStream> {
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

/// Returns a request body with a new client token.
fn request_body() -> String {
    format!(r#"{{"ContentType":"{TYPING}","ClientToken":"{}"}}"#, uuid::Uuid::new_v4())
}
