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
pub use self::call::{Call, CallOverReqwest, ForbiddenCall, RetriedCall};
pub use self::hyper::Hyper;
pub use self::reqwest::Reqwest;
pub use self::socket::Socket;

use std::net::SocketAddr;

use anyhow::{Context as _, Result, ensure};
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

fn address(url: &str) -> Result<SocketAddr> {
    Ok(url.strip_prefix("http://").context("expected an http URL")?.parse()?)
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
