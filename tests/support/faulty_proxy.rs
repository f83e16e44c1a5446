//! A proxy that injects faults between a client and a service.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use tokio::io::{self, AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};

use crate::{Request, Response};

/// A fault of one request.
pub enum Fault {
    /// The service does not receive the request, and the client gets this response.
    Instead(Response),
    /// The client gets this number of bytes of the response. Then the connection is reset.
    CutOff(usize),
    /// The client gets the response. If it has not reused the connection by the next
    /// [pause](FaultyProxy::pause), it gets these bytes during the pause, and the connection is
    /// closed.
    WhileIdle(Vec<u8>),
}

/// A proxy for one service. It stops when it is dropped.
pub struct FaultyProxy {
    address: SocketAddr,
    idle: watch::Sender<Idle>,
    serving: JoinHandle<()>,
}

/// The idle connections with a fault that waits for a pause.
#[derive(Default)]
struct Idle {
    is_paused: bool,
    connections: usize,
}

impl FaultyProxy {
    /// Starts a proxy for the service at this host and port. Calls `fault` once for each request.
    pub async fn start(
        service: impl Into<Arc<str>>,
        fault: impl Fn() -> Option<Fault> + Send + Sync + 'static,
    ) -> Self {
        let (service, fault) = (service.into(), Arc::new(fault));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let idle = watch::Sender::default();
        let serving = tokio::spawn({
            let idle = idle.clone();
            async move {
                let mut connections = JoinSet::new();
                while let Ok((client, _)) = listener.accept().await {
                    let (service, fault) = (Arc::clone(&service), Arc::clone(&fault));
                    let idle = idle.clone();
                    // Either end may close the connection at any time, so an error here is
                    // expected.
                    connections.spawn(async move {
                        let _ = forward(client, &service, &*fault, &idle).await;
                    });
                    while connections.try_join_next().is_some() {}
                }
            }
        });
        Self { address, idle, serving }
    }

    /// Blocks the thread until each waiting fault has reached its idle connection. Call it on the
    /// runtime of the client, so that nobody drives the connections, and run the proxy on another
    /// one.
    pub fn pause(&self) {
        self.idle.send_modify(|idle| idle.is_paused = true);
        let is_over = |idle: &mut Idle| {
            idle.is_paused = idle.connections > 0;
            !idle.is_paused
        };
        while !self.idle.send_if_modified(is_over) {
            std::thread::yield_now();
        }
    }

    /// Returns the URL of the proxy, without a path.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for FaultyProxy {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn forward(
    client: TcpStream,
    service: &str,
    fault: &(impl Fn() -> Option<Fault> + Sync),
    idle: &watch::Sender<Idle>,
) -> io::Result<()> {
    let mut client = BufReader::new(client);
    let mut service = BufReader::new(TcpStream::connect(service).await?);
    loop {
        let request = Request::read_from(&mut client).await?;
        let fault = fault();
        if let Some(Fault::Instead(response)) = fault {
            if response.send(&mut client).await? {
                continue;
            }
            return Ok(());
        }
        service.write_all(&request.raw).await?;
        let response = read_response(&mut service).await?;
        if let Some(Fault::CutOff(bytes)) = fault {
            client.write_all(&response[..bytes.min(response.len() - 1)]).await?;
            return client.get_ref().set_zero_linger();
        }
        client.write_all(&response).await?;
        if let Some(Fault::WhileIdle(bytes)) = fault {
            if is_idle_in_pause(&mut client, idle).await? {
                let sent = client.write_all(&bytes).await;
                drop(client);
                idle.send_modify(|idle| idle.connections -= 1);
                return sent;
            }
        }
    }
}

/// Waits for a pause or for the next request. Returns `true` in a pause, which lasts until the
/// connection is subtracted from the idle ones.
async fn is_idle_in_pause(
    client: &mut BufReader<TcpStream>,
    idle: &watch::Sender<Idle>,
) -> io::Result<bool> {
    let mut pause = idle.subscribe();
    idle.send_modify(|idle| idle.connections += 1);
    let mut request = tokio::select! {
        request = client.fill_buf() => Some(request.map(drop)),
        _ = pause.wait_for(|idle| idle.is_paused) => None,
    };
    if request.is_none() {
        // The client may have written a request before the pause. The runtime has read the state of
        // the sockets when the sleep ends.
        tokio::time::sleep(Duration::from_millis(1)).await;
        request = client.fill_buf().now_or_never().map(|request| request.map(drop));
    }
    if request.is_some() {
        idle.send_modify(|idle| idle.connections -= 1);
    }
    request.transpose().map(|request| request.is_none())
}

/// Reads a response that has a `Content-Length`.
async fn read_response(service: &mut BufReader<TcpStream>) -> io::Result<Vec<u8>> {
    let mut response = Vec::new();
    while !response.ends_with(b"\r\n\r\n") {
        response.push(service.read_u8().await?);
    }
    let headers = String::from_utf8_lossy(&response).to_ascii_lowercase();
    let length = headers.lines().find_map(|line| line.strip_prefix("content-length: "));
    let mut body = vec![0; length.expect("a Content-Length").parse().expect("a number")];
    service.read_exact(&mut body).await?;
    response.extend(body);
    Ok(response)
}
