//! What stands between a client and a service on a bad day.

use std::net::SocketAddr;
use std::sync::Arc;

use tokio::io::{self, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use crate::{Answer, Request};

/// What happens to a request.
pub enum Fault {
    /// The service does not see it. This is the answer.
    Instead(Answer),
    /// The service answers, and only so many bytes of it arrive; then the connection is reset.
    CutOff(usize),
}

/// A proxy before a service, which lets some requests through unharmed. It ends when it is dropped.
pub struct FaultyProxy {
    address: SocketAddr,
    serving: JoinHandle<()>,
}

impl FaultyProxy {
    /// Starts a proxy before the service at this address, a host and a port. It asks for each request what happens to it.
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
                // Either end may close it at any point, which is no failure.
                connections.spawn(async move {
                    let _ = forward(client, &service, &*fault).await;
                });
                while connections.try_join_next().is_some() {}
            }
        });
        Self { address, serving }
    }

    /// Its URL, without a path.
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
        if let Some(Fault::Instead(answer)) = fault {
            if answer.send(&mut client).await? {
                continue;
            }
            return Ok(());
        }
        service.write_all(&request.raw).await?;
        let answer = read_answer(&mut service).await?;
        if let Some(Fault::CutOff(bytes)) = fault {
            client.write_all(&answer[..bytes.min(answer.len() - 1)]).await?;
            return client.get_ref().set_zero_linger();
        }
        client.write_all(&answer).await?;
    }
}

/// An answer with a length.
async fn read_answer(service: &mut BufReader<TcpStream>) -> io::Result<Vec<u8>> {
    let mut answer = Vec::new();
    while !answer.ends_with(b"\r\n\r\n") {
        answer.push(service.read_u8().await?);
    }
    let head = String::from_utf8_lossy(&answer).to_ascii_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    let mut body = vec![0; length.expect("it has a length").parse().expect("a number")];
    service.read_exact(&mut body).await?;
    answer.extend(body);
    Ok(answer)
}
