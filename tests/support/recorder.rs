//! A server that records the bytes of each request.

use std::net::SocketAddr;
use std::sync::Arc;

use tokio::io::BufReader;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};

use crate::{Request, Response};

/// A server on a loopback port that records each request and sends prepared responses. It uses no
/// HTTP library, so the recorded bytes are exactly those that were sent. It stops when it is
/// dropped.
pub struct Recorder {
    address: SocketAddr,
    seen: watch::Sender<Seen>,
    serving: JoinHandle<()>,
}

/// The traffic so far.
#[derive(Default)]
struct Seen {
    requests: Vec<Request>,
    connections: usize,
    closed: usize,
}

impl Recorder {
    /// Starts a server that sends this response to every request.
    pub async fn start(response: Response) -> Self {
        Self::start_with([response]).await
    }

    /// Starts a server that sends these responses in order, and then repeats the last one.
    pub async fn start_with(responses: impl IntoIterator<Item = Response>) -> Self {
        Self::start_after(responses, std::future::ready(())).await
    }

    /// Like [`start_with`](Self::start_with), but accepts connections only after the future is
    /// ready. Until then, the operating system queues them: clients can connect, but get no
    /// response.
    pub async fn start_after(
        responses: impl IntoIterator<Item = Response>,
        opened: impl Future<Output = ()> + Send + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let seen = watch::Sender::default();
        let responses = responses.into_iter().collect();
        let serving = tokio::spawn({
            let seen = seen.clone();
            async move {
                opened.await;
                serve(listener, responses, seen).await;
            }
        });
        Self { address, seen, serving }
    }

    /// Returns the URL of the server, without a path.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Returns the host and port.
    #[must_use]
    pub fn authority(&self) -> String {
        self.address.to_string()
    }

    /// Returns the requests so far, in the order of arrival.
    #[must_use]
    pub fn requests(&self) -> Vec<Request> {
        self.seen.borrow().requests.clone()
    }

    /// Returns the number of connections so far.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.seen.borrow().connections
    }

    /// Waits until this number of requests has arrived.
    pub async fn wait_for_requests(&self, requests: usize) {
        let mut seen = self.seen.subscribe();
        seen.wait_for(|seen| seen.requests.len() >= requests).await.unwrap();
    }

    /// Waits until this number of connections is closed, by either end.
    pub async fn wait_for_closed(&self, connections: usize) {
        let mut seen = self.seen.subscribe();
        seen.wait_for(|seen| seen.closed >= connections).await.unwrap();
    }

    /// Returns the request. Panics unless exactly one has arrived.
    #[must_use]
    pub fn request(&self) -> Request {
        let requests = self.requests();
        let [request] = &requests[..] else { panic!("not one request: {requests:#?}") };
        request.clone()
    }

    /// Panics unless exactly one request has arrived.
    pub fn assert_one_request(&self) {
        let _ = self.request();
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// Returns the URL of a port on which no server listens.
pub async fn closed_port() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}

/// Accepts connections. All of them close when this future is dropped.
async fn serve(listener: TcpListener, responses: Arc<[Response]>, seen: watch::Sender<Seen>) {
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        seen.send_modify(|seen| seen.connections += 1);
        let (responses, seen) = (Arc::clone(&responses), seen.clone());
        connections.spawn(async move {
            converse(stream, &responses, &seen).await;
            seen.send_modify(|seen| seen.closed += 1);
        });
    }
}

/// Responds to the requests of one connection until either end closes it.
async fn converse(stream: TcpStream, responses: &[Response], seen: &watch::Sender<Seen>) {
    let mut stream = BufReader::new(stream);
    while let Ok(request) = Request::read_from(&mut stream).await {
        let mut count = 0;
        seen.send_modify(|seen| {
            seen.requests.push(request);
            count = seen.requests.len();
        });
        let response = &responses[count.min(responses.len()) - 1];
        if !response.send(&mut stream).await.unwrap_or(false) {
            return;
        }
    }
}
