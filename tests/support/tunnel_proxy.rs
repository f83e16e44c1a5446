//! A proxy for the method CONNECT.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::{self, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use crate::Request;

/// A proxy whose tunnels all lead to one server, for every requested host. It stops when it is
/// dropped.
pub struct TunnelProxy {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<Request>>>,
    serving: JoinHandle<()>,
}

impl TunnelProxy {
    /// Starts a proxy for the server at this host and port.
    pub async fn start(server: impl Into<Arc<str>>) -> Self {
        let (server, requests) = (server.into(), Arc::<Mutex<Vec<_>>>::default());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let seen = Arc::clone(&requests);
        let serving = tokio::spawn(async move {
            let mut connections = JoinSet::new();
            while let Ok((client, _)) = listener.accept().await {
                let (server, seen) = (Arc::clone(&server), Arc::clone(&seen));
                // Either end may close the connection at any time, so an error here is expected.
                connections.spawn(async move {
                    let _ = tunnel(client, &server, &seen).await;
                });
            }
        });
        Self { address, requests, serving }
    }

    /// Returns the host and port.
    #[must_use]
    pub fn authority(&self) -> String {
        self.address.to_string()
    }

    /// Returns the requests for tunnels, in order.
    #[must_use]
    pub fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for TunnelProxy {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn tunnel(client: TcpStream, server: &str, requests: &Mutex<Vec<Request>>) -> io::Result<()> {
    let mut client = BufReader::new(client);
    let request = Request::read_from(&mut client).await?;
    requests.lock().unwrap_or_else(PoisonError::into_inner).push(request);
    client.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n").await?;
    let mut server = TcpStream::connect(server).await?;
    io::copy_bidirectional(&mut client, &mut server).await?;
    Ok(())
}
