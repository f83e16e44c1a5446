//! A proxy that injects faults between a client and a service.

use std::net::SocketAddr;
use std::sync::Arc;

use tokio::io::{self, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use crate::{Request, Response};

/// A fault of one request.
pub enum Fault {
    /// The service does not receive the request, and the client gets this response.
    Instead(Response),
    /// The client gets this number of bytes of the response. Then the connection is reset.
    CutOff(usize),
}

/// A proxy for one service. It stops when it is dropped.
pub struct FaultyProxy {
    address: SocketAddr,
    serving: JoinHandle<()>,
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
        let serving = tokio::spawn(async move {
            let mut connections = JoinSet::new();
            while let Ok((client, _)) = listener.accept().await {
                let (service, fault) = (Arc::clone(&service), Arc::clone(&fault));
                // Either end may close the connection at any time, so an error here is expected.
                connections.spawn(async move {
                    let _ = forward(client, &service, &*fault).await;
                });
                while connections.try_join_next().is_some() {}
            }
        });
        Self { address, serving }
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
    }
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
