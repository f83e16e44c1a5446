//! A connection in memory.

use std::convert::Infallible;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, DuplexStream, ReadBuf, duplex};
use tokio::sync::oneshot;

/// The number of bytes that wait for their reader, in each direction.
const BUFFER_BYTES: usize = 64 * 1024;

/// Returns both ends of a new connection.
pub(crate) fn pair() -> (ClientEnd, ServerEnd) {
    let (client, server) = duplex(BUFFER_BYTES);
    let (sender, receiver) = oneshot::channel();
    let is_reset = Arc::new(AtomicBool::new(false));
    let client =
        ClientEnd { stream: client, is_reset: Arc::clone(&is_reset), presence: Some(receiver) };
    (client, ServerEnd { stream: server, is_reset, client: sender })
}

/// The end of the service.
pub(crate) struct ServerEnd {
    pub(super) stream: DuplexStream,
    is_reset: Arc<AtomicBool>,
    /// Nothing is sent: it knows whether the client is there.
    client: oneshot::Sender<Infallible>,
}

/// The end of a client.
pub(crate) struct ClientEnd {
    stream: DuplexStream,
    is_reset: Arc<AtomicBool>,
    /// `None` once the client sends nothing more.
    presence: Option<oneshot::Receiver<Infallible>>,
}

impl ServerEnd {
    /// Resets the connection, so that the client gets an error and not an end of the stream.
    pub(super) fn reset(self) {
        self.is_reset.store(true, Ordering::Release);
    }

    /// Completes when the client has closed its side of the connection.
    pub(super) fn poll_client_closed(&mut self, context: &mut Context<'_>) -> Poll<()> {
        self.client.poll_closed(context)
    }
}

impl ClientEnd {
    /// Returns the stream, or an error if the service has reset the connection.
    fn stream(&mut self) -> io::Result<Pin<&mut DuplexStream>> {
        if self.is_reset.load(Ordering::Acquire) {
            return Err(io::ErrorKind::ConnectionReset.into());
        }
        Ok(Pin::new(&mut self.stream))
    }
}

impl AsyncRead for ClientEnd {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.stream()?.poll_read(context, buffer)
    }
}

impl AsyncWrite for ClientEnd {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.stream()?.poll_write(context, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.stream()?.poll_write_vectored(context, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.stream()?.poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.presence = None;
        self.stream()?.poll_shutdown(context)
    }
}
