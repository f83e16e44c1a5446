//! The server: accepting connections.

pub(crate) mod abort;
pub(crate) mod connection;
mod cors;
pub(crate) mod event_log;
pub(crate) mod exchange;
pub(crate) mod memory;
pub(crate) mod record;
pub(crate) mod socket;
pub(crate) mod sockets;
pub(crate) mod stream;
pub(crate) mod target;
pub(crate) mod write_timeout;

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinSet;

use self::connection::serve;
use self::sockets::Sockets;
use crate::service::Service;

/// The maximum time to receive the headers of a request, to receive its body, and to send any part
/// of a response. A connection without a request is also closed after this time.
pub(crate) const IO_TIMEOUT: Duration = Duration::from_secs(30);

/// The delay before the next attempt to accept a connection, after one has failed.
const ACCEPT_DELAY: Duration = Duration::from_millis(20);

/// A running server. Dropping it closes its sockets.
pub(crate) struct Server {
    service: Arc<Service>,
    sockets: Arc<Sockets>,
    /// Ends when no task of the server is left. Nothing is ever sent, so a panic leaves it as it is.
    finished: AssertUnwindSafe<oneshot::Receiver<()>>,
}

impl Server {
    /// Returns a server, and the future that serves its connections. The server is closed if the
    /// future is dropped. Without a listener, all connections are in memory.
    pub(crate) fn new(
        listener: Option<TcpListener>,
        service: Arc<Service>,
        io_timeout: Duration,
    ) -> (Self, impl Future<Output = ()> + Send + 'static) {
        let sockets = Arc::new(Sockets::new(listener));
        let (running, finished) = oneshot::channel();
        let open = CloseOnDrop { service: Arc::clone(&service), sockets: Arc::clone(&sockets) };
        let serving = async move {
            accept(&open, io_timeout).await;
            drop(running);
        };
        (Self { service, sockets, finished: AssertUnwindSafe(finished) }, serving)
    }

    /// Returns the sockets, which open connections in memory.
    pub(crate) fn sockets(&self) -> &Arc<Sockets> {
        &self.sockets
    }

    /// Closes the port and all connections. When this returns, nothing more is recorded or sent.
    pub(crate) fn close(&self) {
        close(&self.service, &self.sockets);
    }

    /// Closes the server, and waits until all its tasks have ended.
    pub(crate) async fn stop(mut self) {
        self.close();
        // The sender is dropped without a value.
        let _ = (&mut self.finished.0).await;
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.close();
    }
}

/// Closes the server of a runtime that is shut down. Otherwise, the operating system would accept
/// connections that nobody serves.
struct CloseOnDrop {
    service: Arc<Service>,
    sockets: Arc<Sockets>,
}

impl Drop for CloseOnDrop {
    fn drop(&mut self) {
        close(&self.service, &self.sockets);
    }
}

fn close(service: &Service, sockets: &Sockets) {
    service.stop();
    sockets.close();
}

/// Accepts connections until the sockets are closed.
async fn accept(server: &CloseOnDrop, io_timeout: Duration) {
    let mut connections = JoinSet::new();
    while let Some(accepted) = server.sockets.accept().await {
        match accepted {
            Ok(socket) => {
                connections.spawn(serve(socket, Arc::clone(&server.service), io_timeout));
            }
            // The error may be temporary, such as too many open files.
            Err(_) => tokio::time::sleep(ACCEPT_DELAY).await,
        }
        // Forget the tasks of closed connections.
        while connections.try_join_next().is_some() {}
    }
    connections.shutdown().await;
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::{Ipv4Addr, TcpListener, TcpStream};
    use std::sync::Arc;
    use std::time::Duration;

    use super::Server;
    use crate::service::Service;
    use crate::settings::Settings;

    /// Sends the start of a request, and returns everything that the service sends before it closes
    /// the connection. The start is sent before the service runs, so that it cannot arrive too
    /// late.
    fn response_to(start: &str) -> String {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let mut stream = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream.write_all(start.as_bytes()).unwrap();

        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        runtime.spawn(async {
            listener.set_nonblocking(true).unwrap();
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            let service = Service::new(String::new(), Settings::default()).unwrap();
            let (_server, serving) =
                Server::new(Some(listener), Arc::new(service), Duration::from_millis(50));
            serving.await;
        });
        let mut response = String::new();
        stream.read_to_string(&mut response).unwrap();
        response
    }

    #[test]
    fn incomplete_headers_time_out() {
        assert_eq!(response_to("POST /participant/event HTTP/1.1\r\nHost: a\r\n"), "");
    }

    #[test]
    fn a_connection_without_a_request_times_out() {
        assert_eq!(response_to(""), "");
    }

    #[test]
    fn an_incomplete_body_times_out_with_408() {
        let start = "POST /participant/event HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{";
        let response = response_to(start);
        assert!(response.starts_with("HTTP/1.1 408 "), "{response}");
        assert!(response.contains("x-amzn-errortype: RequestTimeoutException\r\n"), "{response}");
        assert!(response.contains("x-amzn-requestid: "), "{response}");
        let body = r#"{"message":"the body was not received in time"}"#;
        assert!(response.ends_with(body), "{response}");
    }
}
