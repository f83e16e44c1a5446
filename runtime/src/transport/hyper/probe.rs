//! The state of a connection: whether something arrived while it was idle, and whether a response
//! has begun.

use std::io::{self, IoSlice, Read as _};
use std::mem::MaybeUninit;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use socket2::SockRef;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

use crate::transport::boxed_io::BoxedIo;

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
    /// Makes reads ask the socket itself until something is written, and forgets the bytes that
    /// have arrived. Called before a connection that was idle is used.
    ///
    /// Tokio knows of bytes, or of the end of a stream, only after its driver has run. So a request
    /// could be written although the peer has closed the connection, and bytes that arrived before
    /// it could be taken for its response.
    pub(super) fn arm(&self) {
        self.0.is_armed.store(true, Ordering::Relaxed);
        self.0.has_received.store(false, Ordering::Relaxed);
    }

    /// Returns `true` if a byte has arrived since the connection was opened, or since
    /// [`arm`](Self::arm). The bytes of TLS itself do not count.
    pub(super) fn has_received(&self) -> bool {
        self.0.has_received.load(Ordering::Relaxed)
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
        if polled.is_ready() || !self.probe.0.is_armed.load(Ordering::Relaxed) {
            return polled;
        }
        match self.read_now(buffer) {
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => Poll::Pending,
            read => Poll::Ready(read),
        }
    }
}

impl AsyncWrite for ProbedTcp {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.tcp).poll_write(context, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.tcp).poll_write_vectored(context, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.tcp.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.tcp).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.tcp).poll_shutdown(context)
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
            self.probe.0.has_received.store(true, Ordering::Relaxed);
        }
        polled
    }
}

impl AsyncWrite for ProbedIo {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.probe.0.is_armed.store(false, Ordering::Relaxed);
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.probe.0.is_armed.store(false, Ordering::Relaxed);
        Pin::new(&mut self.stream).poll_write_vectored(context, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;
    use std::mem::MaybeUninit;
    use std::net::{Shutdown, TcpListener, TcpStream as Peer};
    use std::pin::Pin;
    use std::task::{Context, Poll, Waker};

    use socket2::SockRef;
    use tokio::io::{AsyncRead as _, AsyncWrite as _, ReadBuf};
    use tokio::net::TcpStream;

    use super::{Probe, ProbedIo, ProbedTcp};

    struct Connection {
        io: ProbedIo,
        probe: Probe,
        peer: Peer,
        /// A second descriptor of the socket of `io`.
        socket: Peer,
    }

    impl Connection {
        /// Opens a connection on which nothing has been sent.
        fn open() -> Self {
            let listener = TcpListener::bind("127.0.0.1:0").unwrap();
            let socket = Peer::connect(listener.local_addr().unwrap()).unwrap();
            let (peer, _) = listener.accept().unwrap();
            socket.set_nonblocking(true).unwrap();
            let tcp = TcpStream::from_std(socket.try_clone().unwrap()).unwrap();
            let probe = Probe::default();
            let tcp = ProbedTcp::new(tcp, probe.clone());
            let io = ProbedIo::new(Box::new(tcp), probe.clone());
            Self { io, probe, peer, socket }
        }

        /// Reads at most four bytes, without driving Tokio.
        fn read(&mut self) -> Poll<Vec<u8>> {
            let mut bytes = [0; 4];
            let mut buffer = ReadBuf::new(&mut bytes);
            let mut context = Context::from_waker(Waker::noop());
            let read = Pin::new(&mut self.io).poll_read(&mut context, &mut buffer);
            read.map(|read| {
                read.unwrap();
                buffer.filled().to_vec()
            })
        }

        /// Waits until the socket has bytes or an end.
        fn wait(&self) {
            while SockRef::from(&self.socket).peek(&mut [MaybeUninit::uninit()]).is_err() {}
        }
    }

    #[tokio::test]
    async fn an_armed_read_finds_what_tokio_does_not_know() {
        let mut connection = Connection::open();
        assert!(connection.read().is_pending());
        connection.peer.write_all(b"0123456789").unwrap();
        connection.wait();
        assert!(connection.read().is_pending(), "the wait has driven Tokio");
        connection.probe.arm();
        for part in [&b"0123"[..], b"4567", b"89"] {
            assert_eq!(connection.read(), Poll::Ready(part.to_vec()));
        }
        assert!(connection.read().is_pending());
        // It asks until something is written.
        connection.peer.write_all(b"0").unwrap();
        connection.wait();
        assert_eq!(connection.read(), Poll::Ready(b"0".to_vec()));
        let context = &mut Context::from_waker(Waker::noop());
        // Tokio does not know yet that the socket is writable.
        assert!(Pin::new(&mut connection.io).poll_write(context, b"request").is_pending());
        connection.peer.write_all(b"0").unwrap();
        connection.wait();
        assert!(connection.read().is_pending());
    }

    #[tokio::test]
    async fn an_armed_read_finds_the_end() {
        let mut connection = Connection::open();
        assert!(connection.read().is_pending());
        connection.peer.shutdown(Shutdown::Write).unwrap();
        connection.wait();
        assert!(connection.read().is_pending(), "the wait has driven Tokio");
        connection.probe.arm();
        assert_eq!(connection.read(), Poll::Ready(Vec::new()));
        assert!(!connection.probe.has_received());
    }

    #[tokio::test]
    async fn received_bytes_are_reported_until_the_probe_is_armed() {
        let mut connection = Connection::open();
        assert!(!connection.probe.has_received());
        connection.peer.write_all(b"0").unwrap();
        connection.wait();
        connection.probe.arm();
        assert_eq!(connection.read(), Poll::Ready(b"0".to_vec()));
        assert!(connection.probe.has_received());
        connection.probe.arm();
        assert!(!connection.probe.has_received());
    }
}
