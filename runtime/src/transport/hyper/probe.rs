//! Questions about an open connection that its streams answer: is it still usable, and has a
//! response begun.

use std::io::{self, Read as _};
use std::mem::MaybeUninit;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use socket2::SockRef;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

use crate::transport::hyper::boxed_io::BoxedIo;

/// The state of a connection, shared with its streams.
///
/// The flags need no ordering: they stand for nothing else in memory. A call that drives its
/// connection reads what it has written itself.
#[derive(Clone, Default)]
pub(super) struct Probe(Arc<Flags>);

#[derive(Default)]
struct Flags {
    is_armed: AtomicBool,
    has_received: AtomicBool,
}

impl Probe {
    /// Makes reads ask the socket itself, until it has nothing more to read.
    ///
    /// Tokio knows of bytes, or of the end of a stream, only after its driver has run. So a
    /// connection that was idle could be used although the peer has closed it, and a response that
    /// arrived at the last moment could be missed.
    pub(super) fn arm(&self) {
        self.0.is_armed.store(true, Ordering::Relaxed);
    }

    /// Returns `true` if a byte has arrived since the connection was opened, or since
    /// [`clear_received`](Self::clear_received). The bytes of TLS itself do not count.
    pub(super) fn has_received(&self) -> bool {
        self.0.has_received.load(Ordering::Relaxed)
    }

    /// Forgets the bytes that have arrived, before a request is sent.
    pub(super) fn clear_received(&self) {
        self.0.has_received.store(false, Ordering::Relaxed);
    }

    fn is_armed(&self) -> bool {
        self.0.is_armed.load(Ordering::Relaxed)
    }

    fn disarm(&self) {
        self.0.is_armed.store(false, Ordering::Relaxed);
    }

    fn set_received(&self) {
        self.0.has_received.store(true, Ordering::Relaxed);
    }
}

/// A TCP connection, below TLS. It asks the socket itself while its probe is armed.
pub(super) struct ProbedTcp {
    tcp: TcpStream,
    probe: Probe,
}

impl ProbedTcp {
    pub(super) fn new(tcp: TcpStream, probe: Probe) -> Self {
        Self { tcp, probe }
    }

    /// Reads from the socket, whether or not Tokio knows that it is readable.
    fn read_now(&self, buffer: &mut ReadBuf<'_>) -> io::Result<()> {
        let socket = SockRef::from(&self.tcp);
        // A read would need an initialised buffer, and there is mostly nothing to read.
        socket.peek(&mut [MaybeUninit::uninit()])?;
        let length = (&*socket).read(buffer.initialize_unfilled())?;
        buffer.advance(length);
        Ok(())
    }
}

impl AsyncRead for ProbedTcp {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let polled = Pin::new(&mut self.tcp).poll_read(context, buffer);
        if polled.is_ready() || !self.probe.is_armed() {
            return polled;
        }
        match self.read_now(buffer) {
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                self.probe.disarm();
                Poll::Pending
            }
            read => Poll::Ready(read),
        }
    }
}

/// An open connection, above TLS. It reports to its probe that bytes have arrived.
pub(super) struct ProbedIo {
    stream: BoxedIo,
    probe: Probe,
}

impl ProbedIo {
    pub(super) fn new(stream: BoxedIo, probe: Probe) -> Self {
        Self { stream, probe }
    }
}

impl AsyncRead for ProbedIo {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let polled = Pin::new(&mut self.stream).poll_read(context, buffer);
        if buffer.filled().len() > before {
            self.probe.set_received();
        }
        polled
    }
}

/// Forwards writes to a field.
macro_rules! write_to {
    ($field:ident of $stream:ty) => {
        impl AsyncWrite for $stream {
            fn poll_write(
                mut self: Pin<&mut Self>,
                context: &mut Context<'_>,
                bytes: &[u8],
            ) -> Poll<io::Result<usize>> {
                Pin::new(&mut self.$field).poll_write(context, bytes)
            }

            fn poll_write_vectored(
                mut self: Pin<&mut Self>,
                context: &mut Context<'_>,
                slices: &[io::IoSlice<'_>],
            ) -> Poll<io::Result<usize>> {
                Pin::new(&mut self.$field).poll_write_vectored(context, slices)
            }

            fn is_write_vectored(&self) -> bool {
                self.$field.is_write_vectored()
            }

            fn poll_flush(
                mut self: Pin<&mut Self>,
                context: &mut Context<'_>,
            ) -> Poll<io::Result<()>> {
                Pin::new(&mut self.$field).poll_flush(context)
            }

            fn poll_shutdown(
                mut self: Pin<&mut Self>,
                context: &mut Context<'_>,
            ) -> Poll<io::Result<()>> {
                Pin::new(&mut self.$field).poll_shutdown(context)
            }
        }
    };
}

write_to!(tcp of ProbedTcp);
write_to!(stream of ProbedIo);
