//! The socket of a connection.

use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, Weak};
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::stream::{Io, Stream};
use crate::lock::lock;

/// The socket of a connection. Clones are the same socket.
///
/// It can be closed from any thread at any time, also if the task that uses it is running or is
/// never polled again. Each read and each write holds the lock, so nothing is sent after
/// [`SocketHandle::close`] has returned.
#[derive(Clone)]
pub(crate) struct Socket(Arc<Mutex<Option<Stream>>>);

/// A reference to a socket, which does not keep it open.
pub(crate) struct SocketHandle(Weak<Mutex<Option<Stream>>>);

impl Socket {
    pub(crate) fn new(stream: Stream) -> Self {
        Self(Arc::new(Mutex::new(Some(stream))))
    }

    pub(crate) fn handle(&self) -> SocketHandle {
        SocketHandle(Arc::downgrade(&self.0))
    }

    /// Resets the connection, so that the client gets an error and not an end of the stream.
    pub(crate) fn reset(&self) -> io::Result<()> {
        lock(&self.0).take().map_or(Ok(()), Stream::reset)
    }

    /// Completes when the client has closed its side of the connection, or the service the
    /// connection.
    pub(crate) async fn client_closed(&self) {
        poll_fn(|context| match lock(&self.0).as_mut() {
            Some(stream) => stream.poll_client_closed(context),
            None => Poll::Ready(()),
        })
        .await;
    }

    /// Calls `operation` with the stream, or fails if the socket is closed.
    fn poll<T>(
        &self,
        operation: impl FnOnce(Pin<&mut dyn Io>) -> Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        match lock(&self.0).as_mut() {
            Some(stream) => operation(stream.io()),
            None => Poll::Ready(Err(io::ErrorKind::NotConnected.into())),
        }
    }
}

impl SocketHandle {
    /// Closes the socket. When this returns, the file descriptor is closed.
    pub(crate) fn close(&self) {
        if let Some(stream) = self.0.upgrade() {
            lock(&stream).take();
        }
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.0.strong_count() == 0
    }
}

impl AsyncRead for Socket {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.poll(|stream| stream.poll_read(context, buffer))
    }
}

impl AsyncWrite for Socket {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.poll(|stream| stream.poll_write(context, bytes))
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.poll(|stream| stream.poll_write_vectored(context, bytes))
    }

    fn is_write_vectored(&self) -> bool {
        true
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.poll(|stream| stream.poll_flush(context))
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.poll(|stream| stream.poll_shutdown(context))
    }
}
