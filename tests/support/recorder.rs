//! A server that records the bytes of each request.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use crate::answer::Then;
use crate::{Answer, Request};

/// A server on a loopback port that records each request and answers what it is told to. With no HTTP library between
/// the test and the socket, the test sees what was sent. It ends when it is dropped.
pub struct Recorder {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<Request>>>,
    serving: JoinHandle<()>,
}

impl Recorder {
    /// Starts a server that gives this answer to every request.
    pub async fn start(answer: Answer) -> Self {
        Self::start_with([answer]).await
    }

    /// Starts a server that gives each request the next one of these answers, and the last one from then on.
    pub async fn start_with(answers: impl IntoIterator<Item = Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let requests = Arc::default();
        let answers = answers.into_iter().collect();
        let serving = tokio::spawn(serve(listener, answers, Arc::clone(&requests)));
        Self { address, requests, serving }
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
        self.requests.lock().unwrap().clone()
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
async fn serve(listener: TcpListener, answers: Arc<[Answer]>, requests: Arc<Mutex<Vec<Request>>>) {
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        connections.spawn(converse(stream, Arc::clone(&answers), Arc::clone(&requests)));
    }
}

/// Answers the requests of one connection. Either end may close it at any point, which ends this and is no failure.
async fn converse(stream: TcpStream, answers: Arc<[Answer]>, requests: Arc<Mutex<Vec<Request>>>) {
    let mut stream = BufReader::new(stream);
    while let Ok(request) = Request::read_from(&mut stream).await {
        let count = {
            let mut requests = requests.lock().unwrap();
            requests.push(request);
            requests.len()
        };
        let answer = &answers[count.min(answers.len()) - 1];
        match answer.write_to(&mut stream).await {
            Ok(Then::KeepAlive) => {}
            Ok(Then::Close) | Err(_) => return,
            Ok(Then::Hold) => {
                // Ends at the end of the stream, which is when the client gives up.
                while stream.read_u8().await.is_ok() {}
                return;
            }
        }
    }
}
