//! The stream of a connection.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

use super::memory::ServerEnd;

/// The stream of a connection, over TCP or in memory.
pub(crate) enum Stream {
    Tcp(TcpStream),
    Memory(ServerEnd),
}

/// A stream of bytes in both directions.
pub(crate) trait Io: AsyncRead + AsyncWrite + Unpin {}

impl<S: AsyncRead + AsyncWrite + Unpin> Io for S {}

impl Stream {
    pub(crate) fn io(&mut self) -> Pin<&mut dyn Io> {
        match self {
            Self::Tcp(stream) => Pin::new(stream),
            Self::Memory(end) => Pin::new(&mut end.stream),
        }
    }

    /// Resets the connection, so that the client gets an error and not an end of the stream.
    #[allow(deprecated, reason = "the replacement is newer than the oldest supported Tokio")]
    pub(crate) fn reset(self) -> io::Result<()> {
        match self {
            // With zero seconds, dropping the stream does not block.
            Self::Tcp(stream) => stream.set_linger(Some(Duration::ZERO)),
            Self::Memory(end) => {
                end.reset();
                Ok(())
            }
        }
    }

    /// Completes when the client has closed its side of the connection. With TCP, this is not
    /// noticed behind data that nobody has read.
    pub(crate) fn poll_client_closed(&mut self, context: &mut Context<'_>) -> Poll<()> {
        match self {
            Self::Tcp(stream) => {
                let mut byte = [0];
                let mut buffer = ReadBuf::new(&mut byte);
                match stream.poll_peek(context, &mut buffer) {
                    Poll::Ready(Ok(bytes)) if bytes > 0 => Poll::Pending,
                    peeked => peeked.map(|_| ()),
                }
            }
            Self::Memory(end) => end.poll_client_closed(context),
        }
    }
}
