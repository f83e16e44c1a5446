//! Listening, and taking connections.

pub(crate) mod connection;
pub(crate) mod ending;
pub(crate) mod event_log;
pub(crate) mod exchange;
pub(crate) mod media_type;
pub(crate) mod path;
pub(crate) mod patient;
pub(crate) mod route;

use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::task::JoinSet;

use self::connection::serve;
use super::service::Service;

/// How long a client may take to send the head of a request, and then its body, and to take any of an answer. A connection
/// without a request is closed after that time too.
pub(crate) const READ_TIMEOUT: Duration = Duration::from_secs(30);

/// How long to wait after a connection could not be taken.
const ACCEPT_PAUSE: Duration = Duration::from_millis(20);

/// Takes connections until it is dropped, and closes them then.
pub(crate) async fn accept(listener: TcpListener, service: Arc<Service>, read_timeout: Duration) {
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

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::{Ipv4Addr, TcpListener, TcpStream};
    use std::sync::Arc;
    use std::time::Duration;

    use super::accept;
    use crate::service::Service;
    use crate::settings::Settings;

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
                Arc::new(Service::new(String::new(), Settings::default()).unwrap()),
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
