//! A connection that a transport opens for another protocol.

use std::fmt;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use crate::transport::TransportError;
use crate::transport::boxed_io::BoxedIo;

/// An open connection, such as for a websocket: TCP, or TLS over it, or TLS through a proxy.
///
/// [`Client::open_socket`](crate::Client::open_socket) returns it. Bytes are read and written with
/// the traits of Tokio. The connection closes when the socket is dropped.
pub struct Socket(BoxedIo);

/// The future that [`Transport::open_socket`](crate::Transport::open_socket) returns.
pub type SocketFuture<'a> =
    Pin<Box<dyn Future<Output = Result<Socket, TransportError>> + Send + 'a>>;

impl Socket {
    /// Creates a socket from a connection, in a transport of your own.
    ///
    /// ```
    /// use connect_participant::Socket;
    ///
    /// let (client, _server) = tokio::io::duplex(1_024);
    /// let socket = Socket::new(client);
    /// ```
    pub fn new(stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static) -> Self {
        Self(Box::new(stream))
    }
}

/// Shows no address: the URL of a websocket is a secret.
impl fmt::Debug for Socket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Socket").finish_non_exhaustive()
    }
}

impl AsyncRead for Socket {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_read(context, buffer)
    }
}

impl AsyncWrite for Socket {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(context, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write_vectored(context, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.0.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(context)
    }
}
