//! A server that does not need the runtime of a test.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// A server with a thread for each connection. It goes on while the runtime of a test is not
/// driven. It accepts no further connection after it is dropped.
pub struct ThreadedServer {
    address: SocketAddr,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    is_stopped: AtomicBool,
    requests: AtomicUsize,
    handled: AtomicUsize,
    connections: AtomicUsize,
    open: AtomicUsize,
    max_open: AtomicUsize,
}

/// A request that a [`ThreadedServer`] has read.
pub struct Exchange<'a> {
    /// The number of the request, from 1, on all connections.
    pub request: usize,
    /// The number of the connection, from 1.
    pub connection: usize,
    /// The number of the request on its connection, from 1.
    pub on_connection: usize,
    stream: &'a mut dyn Stream,
}

/// A connection, with TLS or without it.
trait Stream: Write {
    /// Returns the state of TLS.
    fn tls(&mut self) -> Option<&mut ServerConnection> {
        None
    }
}

impl Stream for TcpStream {}

impl Stream for StreamOwned<ServerConnection, TcpStream> {
    fn tls(&mut self) -> Option<&mut ServerConnection> {
        Some(&mut self.conn)
    }
}

impl Exchange<'_> {
    /// Encrypts with a new key from now on, and says so: a TLS message that is no data.
    ///
    /// # Errors
    ///
    /// Fails if the client has closed the connection.
    pub fn update_key(&mut self) -> io::Result<()> {
        self.stream.tls().unwrap().refresh_traffic_keys().unwrap();
        self.stream.flush()
    }

    /// Ends TLS, but not the TCP connection below it.
    ///
    /// # Errors
    ///
    /// Fails if the client has closed the connection.
    pub fn end_tls(&mut self) -> io::Result<()> {
        self.stream.tls().unwrap().send_close_notify();
        self.stream.flush()
    }

    /// Sends these bytes.
    ///
    /// # Errors
    ///
    /// Fails if the client has closed the connection.
    pub fn send(&mut self, bytes: &str) -> io::Result<()> {
        self.stream.write_all(bytes.as_bytes())?;
        self.stream.flush()
    }

    /// Sends a complete response with this status, and the number of the request as the id.
    ///
    /// # Errors
    ///
    /// Fails if the client has closed the connection.
    pub fn respond(&mut self, status: u16) -> io::Result<()> {
        let response = response(status, &self.request.to_string());
        self.send(&response)
    }
}

/// Returns a complete response with this id in its body.
#[must_use]
pub fn response(status: u16, id: &str) -> String {
    let body = format!(r#"{{"Id":"{id}"}}"#);
    let length = body.len();
    format!("HTTP/1.1 {status} Status\r\ncontent-length: {length}\r\n\r\n{body}")
}

/// Handles a request. `Err` closes the connection.
type Handle = dyn Fn(&mut Exchange<'_>) -> io::Result<()> + Send + Sync;

impl ThreadedServer {
    /// Starts a server.
    pub fn start(
        handle: impl Fn(&mut Exchange<'_>) -> io::Result<()> + Send + Sync + 'static,
    ) -> Self {
        Self::start_with(None, Arc::new(handle))
    }

    /// Starts a server that speaks TLS.
    pub fn start_with_tls(
        config: ServerConfig,
        handle: impl Fn(&mut Exchange<'_>) -> io::Result<()> + Send + Sync + 'static,
    ) -> Self {
        Self::start_with(Some(Arc::new(config)), Arc::new(handle))
    }

    fn start_with(tls: Option<Arc<ServerConfig>>, handle: Arc<Handle>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(Shared::default());
        let server = Self { address, shared: Arc::clone(&shared) };
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if shared.is_stopped.load(Ordering::Relaxed) {
                    return;
                }
                let connection = shared.connections.fetch_add(1, Ordering::Relaxed) + 1;
                let open = shared.open.fetch_add(1, Ordering::Relaxed) + 1;
                shared.max_open.fetch_max(open, Ordering::Relaxed);
                let (shared, handle, tls) = (Arc::clone(&shared), Arc::clone(&handle), tls.clone());
                thread::spawn(move || {
                    // A client may close a connection at any time, so an error is expected.
                    let _ = accept(stream, tls, connection, &shared, &*handle);
                    shared.open.fetch_sub(1, Ordering::Relaxed);
                });
            }
        });
        server
    }

    /// Returns the URL of the server, without TLS.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Returns the port of the server.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// Returns the number of requests so far.
    #[must_use]
    pub fn requests(&self) -> usize {
        self.shared.requests.load(Ordering::Relaxed)
    }

    /// Returns the number of connections so far.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.shared.connections.load(Ordering::Relaxed)
    }

    /// Returns the largest number of connections that were open at once.
    #[must_use]
    pub fn max_open(&self) -> usize {
        self.shared.max_open.load(Ordering::Relaxed)
    }

    /// Waits, on this thread, until this number of connections is open.
    pub fn block_until_open(&self, open: usize) {
        block_until(|| self.shared.open.load(Ordering::Relaxed) == open);
    }

    /// Waits, on this thread, until this number of requests has arrived.
    pub fn block_until_requests(&self, requests: usize) {
        block_until(|| self.requests() >= requests);
    }

    /// Waits, on this thread, until the server has done all that it does for this number of
    /// requests.
    pub fn block_until_handled(&self, requests: usize) {
        block_until(|| self.shared.handled.load(Ordering::SeqCst) >= requests);
    }
}

impl Drop for ThreadedServer {
    fn drop(&mut self) {
        self.shared.is_stopped.store(true, Ordering::Relaxed);
        let _ = TcpStream::connect(self.address);
    }
}

/// Waits until a condition is true, at most 10 seconds.
fn block_until(condition: impl Fn() -> bool) {
    for _ in 0..10_000 {
        if condition() {
            return;
        }
        thread::sleep(Duration::from_millis(1));
    }
    panic!("the condition is not true after 10 seconds");
}

fn accept(
    stream: TcpStream,
    tls: Option<Arc<ServerConfig>>,
    connection: usize,
    shared: &Shared,
    handle: &Handle,
) -> io::Result<()> {
    stream.set_nodelay(true)?;
    // A connection that nobody closes ends nevertheless.
    stream.set_read_timeout(Some(Duration::from_secs(60)))?;
    match tls {
        None => serve(stream, connection, shared, handle),
        Some(config) => {
            let tls = ServerConnection::new(config).map_err(io::Error::other)?;
            serve(StreamOwned::new(tls, stream), connection, shared, handle)
        }
    }
}

fn serve(
    stream: impl Read + Stream,
    connection: usize,
    shared: &Shared,
    handle: &Handle,
) -> io::Result<()> {
    let mut stream = BufReader::new(stream);
    for on_connection in 1.. {
        read_request(&mut stream)?;
        let request = shared.requests.fetch_add(1, Ordering::Relaxed) + 1;
        let exchange =
            &mut Exchange { request, connection, on_connection, stream: stream.get_mut() };
        let handled = handle(exchange);
        if handled.is_err() {
            drop(stream);
            shared.handled.fetch_add(1, Ordering::SeqCst);
            return handled;
        }
        shared.handled.fetch_add(1, Ordering::SeqCst);
    }
    Ok(())
}

/// Reads a request, or fails at the end of the connection.
fn read_request(stream: &mut impl BufRead) -> io::Result<()> {
    let mut length = 0;
    let mut line = String::new();
    loop {
        line.clear();
        if stream.read_line(&mut line)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if line == "\r\n" {
            break;
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length: ") {
            length = value.trim().parse().unwrap();
        }
    }
    io::copy(&mut stream.take(length), &mut io::sink()).map(drop)
}
