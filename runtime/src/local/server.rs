//! Listening, connections and their limits.

use std::convert::Infallible;
use std::fmt;
use std::io;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, Request, StatusCode};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Handle;
use tokio::task::{AbortHandle, JoinSet};

use super::Chat;
use super::answer::{Answer, Refusal};
use super::route::{max_body_bytes, route};
use super::service::Service;
use crate::header::REQUEST_ID;
use crate::{Error, ErrorKind, Result};

/// How long a client may take to send the head of a request, and then its body. A connection without a request is closed
/// after that time too.
const READ_TIMEOUT: Duration = Duration::from_secs(30);

/// How long to wait after a connection could not be taken.
const ACCEPT_PAUSE: Duration = Duration::from_millis(20);

/// The service, on a loopback port. See [the module](super).
///
/// Dropping it closes the port and all connections, as soon as the Tokio runtime gets to it.
pub struct LocalService {
    service: Arc<Service>,
    accepting: AbortHandle,
}

impl LocalService {
    /// Starts it, on a port of 127.0.0.1 that is free, and on the Tokio runtime that this is awaited on. Like the client,
    /// it needs the runtime's I/O and its timers, which a runtime has unless it was built without.
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](ErrorKind::InvalidInput) where there is no Tokio runtime, or the operating system has no random
    /// bytes for tokens; [`Transport`](ErrorKind::Transport) where there is no port to listen on.
    pub async fn start() -> Result<Self> {
        let runtime = Handle::try_current().map_err(|error| {
            Error::invalid_input("there is no Tokio runtime to run the local service on")
                .with_source(error)
        })?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.map_err(no_port)?;
        let url = format!("http://{}", listener.local_addr().map_err(no_port)?);
        let service = Arc::new(Service::new(url)?);
        let accepting = runtime.spawn(accept(listener, Arc::clone(&service), READ_TIMEOUT));
        Ok(Self { service, accepting: accepting.abort_handle() })
    }

    /// Where it listens, such as `http://127.0.0.1:49152`: what
    /// [`ClientBuilder::endpoint_url`](crate::ClientBuilder::endpoint_url) takes.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.service.url
    }

    /// Opens a chat, which nobody takes part in yet.
    #[must_use = "the chat can be had from nowhere else"]
    pub fn open_chat(&self) -> Chat {
        Chat::new(Arc::clone(&self.service))
    }
}

impl Drop for LocalService {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

impl fmt::Debug for LocalService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalService").field("url", &self.url()).finish_non_exhaustive()
    }
}

fn no_port(error: io::Error) -> Error {
    Error::new(ErrorKind::Transport)
        .with_message(format!("there is no port to listen on: {error}"))
        .with_source(error)
}

/// Takes connections until it is dropped, and closes them then.
async fn accept(listener: TcpListener, service: Arc<Service>, read_timeout: Duration) {
    let mut connections = JoinSet::new();
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                connections.spawn(serve(stream, Arc::clone(&service), read_timeout));
            }
            // The process has no file descriptor left, say. It may have one again.
            Err(_) => tokio::time::sleep(ACCEPT_PAUSE).await,
        }
        // Those that are closed need not be kept.
        while connections.try_join_next().is_some() {}
    }
}

/// Answers the requests of one connection.
async fn serve(stream: TcpStream, service: Arc<Service>, read_timeout: Duration) {
    let answers = service_fn(|request| {
        let service = Arc::clone(&service);
        async move { Ok::<_, Infallible>(answer(&service, request, read_timeout).await) }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(read_timeout)
        .serve_connection(TokioIo::new(stream), answers);
    // An error closes the connection, which tells the client all that there is to tell.
    let _ = connection.await;
}

async fn answer(service: &Service, request: Request<Incoming>, read_timeout: Duration) -> Answer {
    let answer = match read(request, read_timeout).await {
        Ok(request) => route(service, &request),
        Err(refusal) => refusal.into(),
    };
    with_request_id(answer, service)
}

/// A request with its body, which is read whole before anything is said about the request: a client that is still
/// sending may not see an answer.
async fn read(
    request: Request<Incoming>,
    read_timeout: Duration,
) -> Result<Request<Bytes>, Refusal> {
    let (head, body) = request.into_parts();
    let max_bytes = max_body_bytes(&head.uri);
    let body = tokio::time::timeout(read_timeout, Limited::new(body, max_bytes).collect())
        .await
        .map_err(|_| {
            Refusal::new(
                StatusCode::REQUEST_TIMEOUT,
                "RequestTimeoutException",
                "the body has not come in time",
            )
        })?
        .map_err(|error| {
            if error.is::<LengthLimitError>() {
                Refusal::new(
                    StatusCode::PAYLOAD_TOO_LARGE,
                    "RequestTooLargeException",
                    format!("the body has more than {max_bytes} bytes"),
                )
            } else {
                Refusal::validation("the body cannot be read")
            }
        })?;
    Ok(Request::from_parts(head, body.to_bytes()))
}

fn with_request_id(mut answer: Answer, service: &Service) -> Answer {
    // The text of a UUID is always fit for a header.
    if let Ok(id) = HeaderValue::try_from(service.ids.next().to_string()) {
        answer.headers_mut().insert(REQUEST_ID, id);
    }
    answer
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::{Ipv4Addr, TcpListener, TcpStream};
    use std::sync::Arc;
    use std::time::Duration;

    use super::accept;
    use crate::local::service::Service;

    /// Sends a beginning of a request and waits for what comes before the connection is closed. The request is there
    /// before the service is, so that its time cannot be up before it has come.
    fn answer_to(beginning: &str) -> String {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let mut stream = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream.write_all(beginning.as_bytes()).unwrap();

        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        runtime.spawn(async {
            listener.set_nonblocking(true).unwrap();
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            accept(
                listener,
                Arc::new(Service::new(String::new()).unwrap()),
                Duration::from_millis(50),
            )
            .await;
        });
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    #[test]
    fn a_head_that_does_not_come_closes_the_connection() {
        assert_eq!(answer_to("POST /participant/event HTTP/1.1\r\nHost: a\r\n"), "");
    }

    #[test]
    fn a_connection_without_a_request_is_closed() {
        assert_eq!(answer_to(""), "");
    }

    #[test]
    fn a_body_that_does_not_come_is_answered_and_closes_the_connection() {
        let answer =
            answer_to("POST /participant/event HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{");
        assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
        assert!(answer.contains("x-amzn-errortype: RequestTimeoutException\r\n"), "{answer}");
        assert!(answer.contains("x-amzn-requestid: "), "{answer}");
        assert!(answer.ends_with(r#"{"message":"the body has not come in time"}"#), "{answer}");
    }
}
