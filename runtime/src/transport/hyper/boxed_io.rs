//! A connection of any kind.

use hyper_util::client::legacy::connect::{Connected, Connection};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;

/// TCP, or TLS over it, or either through a proxy.
pub(super) type BoxedIo = Box<dyn Io>;

pub(super) trait Io: AsyncRead + AsyncWrite + Send + Unpin {
    /// Returns `true` if both sides have negotiated HTTP/2.
    fn is_http2(&self) -> bool {
        false
    }
}

impl Io for TcpStream {}

/// Leaves out the addresses of the connection, because hyper-util would copy them into each
/// response.
impl Connection for BoxedIo {
    fn connected(&self) -> Connected {
        let connected = Connected::new();
        if self.is_http2() { connected.negotiated_h2() } else { connected }
    }
}
