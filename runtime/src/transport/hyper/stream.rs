//! A connection, whatever it is made of.

use hyper_util::client::legacy::connect::{Connected, Connection};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;

/// TCP, or TLS over it, or either through a proxy.
pub(super) type Stream = Box<dyn Io>;

pub(super) trait Io: AsyncRead + AsyncWrite + Send + Unpin {
    /// Whether both sides have agreed on HTTP/2.
    fn is_http2(&self) -> bool {
        false
    }
}

impl Io for TcpStream {}

/// What hyper is told of a connection: not its addresses, which it would copy into each answer.
impl Connection for Stream {
    fn connected(&self) -> Connected {
        let connected = Connected::new();
        if self.is_http2() { connected.negotiated_h2() } else { connected }
    }
}
