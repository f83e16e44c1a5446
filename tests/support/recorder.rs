//! A server that records the bytes of each request.

use std::net::SocketAddr;
use std::sync::Arc;

use tokio::io::BufReader;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};

use crate::{Answer, Request};

/// A server on a loopback port that records each request and answers what it is told to. With no HTTP library between
/// the test and the socket, the test sees what was sent. It ends when it is dropped.
pub struct Recorder {
    address: SocketAddr,
    seen: watch::Sender<Seen>,
    serving: JoinHandle<()>,
}

/// What has come so far.
#[derive(Default)]
struct Seen {
    requests: Vec<Request>,
    connections: usize,
    closed: usize,
}

impl Recorder {
    /// Starts a server that gives this answer to every request.
    pub async fn start(answer: Answer) -> Self {
        Self::start_with([answer]).await
    }

    /// Starts a server that gives each request the next one of these answers, and the last one from then on.
    pub async fn start_with(answers: impl IntoIterator<Item = Answer>) -> Self {
        Self::start_when(answers, std::future::ready(())).await
    }

    /// Starts a server that does the same, but takes no connection before something has happened. Clients can connect
    /// all the same: the operating system lets them in.
    pub async fn start_when(
        answers: impl IntoIterator<Item = Answer>,
        opened: impl Future<Output = ()> + Send + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let seen = watch::Sender::default();
        let answers = answers.into_iter().collect();
        let serving = tokio::spawn({
            let seen = seen.clone();
            async move {
                opened.await;
                serve(listener, answers, seen).await;
            }
        });
        Self { address, seen, serving }
    }

    /// Its URL, without a path.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Its host and port.
    #[must_use]
    pub fn authority(&self) -> String {
        self.address.to_string()
    }

    /// Every request that has come so far, in the order in which they came.
    #[must_use]
    pub fn requests(&self) -> Vec<Request> {
        self.seen.borrow().requests.clone()
    }

    /// How many connections there have been.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.seen.borrow().connections
    }

    /// Waits until so many requests have come.
    pub async fn have_come(&self, requests: usize) {
        let mut seen = self.seen.subscribe();
        seen.wait_for(|seen| seen.requests.len() >= requests).await.unwrap();
    }

    /// Waits until so many connections are closed, by either end.
    pub async fn have_closed(&self, connections: usize) {
        let mut seen = self.seen.subscribe();
        seen.wait_for(|seen| seen.closed >= connections).await.unwrap();
    }

    /// The request that has come, where it is only one.
    #[must_use]
    pub fn request(&self) -> Request {
        let requests = self.requests();
        let [request] = &requests[..] else { panic!("not one request: {requests:#?}") };
        request.clone()
    }

    /// Ends the test unless exactly one request has come.
    pub fn assert_one_request(&self) {
        let _ = self.request();
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// The URL of a port that nobody listens on.
pub async fn closed_port() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}

/// Takes connections, and with its own end ends them all.
async fn serve(listener: TcpListener, answers: Arc<[Answer]>, seen: watch::Sender<Seen>) {
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        seen.send_modify(|seen| seen.connections += 1);
        let (answers, seen) = (Arc::clone(&answers), seen.clone());
        connections.spawn(async move {
            converse(stream, &answers, &seen).await;
            seen.send_modify(|seen| seen.closed += 1);
        });
    }
}

/// Answers the requests of one connection. Either end may close it at any point, which ends this and is no failure.
async fn converse(stream: TcpStream, answers: &[Answer], seen: &watch::Sender<Seen>) {
    let mut stream = BufReader::new(stream);
    while let Ok(request) = Request::read_from(&mut stream).await {
        let mut count = 0;
        seen.send_modify(|seen| {
            seen.requests.push(request);
            count = seen.requests.len();
        });
        let answer = &answers[count.min(answers.len()) - 1];
        if !answer.send(&mut stream).await.unwrap_or(false) {
            return;
        }
    }
}
