//! A connection for HTTP/2, shared by calls and driven by a task of its own.

use std::error::Error as StdError;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use bytes::Bytes;
use h2::Reason;
use http::{Request, Response};
use hyper::client::conn::http2::{Builder, SendRequest};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};

use crate::transport::TransportError;
use crate::transport::hyper::outgoing_body::OutgoingBody;
use crate::transport::hyper::probe::ProbedIo;
use crate::transport::hyper::send_error::SendError;
use crate::transport::limits::HTTP2_KEEPALIVE;
use crate::transport::response_body::read;

#[derive(Clone)]
pub(super) struct Http2 {
    sender: SendRequest<OutgoingBody>,
    health: Arc<Health>,
}

/// The reasons to send no further request on a connection.
#[derive(Default)]
struct Health {
    is_poisoned: AtomicBool,
    responses: AtomicU64,
}

impl Http2 {
    /// Starts the task that drives the connection. It ends when no clone and no request is left.
    pub(super) async fn new(stream: ProbedIo) -> Result<Self, hyper::Error> {
        let (sender, driver) = Builder::new(TokioExecutor::new())
            .timer(TokioTimer::new())
            .keep_alive_interval(HTTP2_KEEPALIVE)
            .keep_alive_timeout(HTTP2_KEEPALIVE)
            .handshake(TokioIo::new(stream))
            .await?;
        // Each request gets the error of the connection.
        tokio::spawn(async { drop(driver.await) });
        Ok(Self { sender, health: Arc::default() })
    }

    /// Sends a request, and returns the complete response.
    pub(super) async fn send(
        &mut self,
        request: &mut Request<OutgoingBody>,
        max_response_bytes: usize,
    ) -> Result<Response<Bytes>, SendError> {
        let watch = self.watch();
        let response = match self.sender.try_send_request(std::mem::take(request)).await {
            Ok(response) => response,
            Err(mut error) => {
                return Err(if let Some(unsent) = error.take_message() {
                    *request = unsent;
                    SendError::Unsent(error.into_error())
                } else {
                    self.failure(error.into_error(), &watch)
                });
            }
        };
        let response = read(response, max_response_bytes).await;
        watch.responded();
        response.map_err(SendError::Failed)
    }

    /// Returns the error for a request that has been sent, at least in part.
    fn failure(&self, error: hyper::Error, watch: &Watch) -> SendError {
        let is_stale = watch.responses > 0 && self.is_end(&error) && !error.is_user();
        if is_stale || is_unprocessed(&error) {
            SendError::Stale(error)
        } else {
            SendError::Failed(TransportError::connection_or_timeout(error))
        }
    }

    /// Starts to watch the connection for a request.
    fn watch(&self) -> Watch {
        Watch { health: Arc::clone(&self.health), responses: self.health.responses() }
    }

    /// Returns `true` if a request has failed with this error because the connection has ended. The
    /// task of the connection may still be about to end then.
    fn is_end(&self, error: &hyper::Error) -> bool {
        self.is_closed() || error.source().is_some_and(<dyn StdError>::is::<io::Error>)
    }

    fn is_closed(&self) -> bool {
        self.sender.is_closed()
    }

    pub(super) fn is_usable(&self) -> bool {
        !self.is_closed() && !self.health.is_poisoned.load(Ordering::Relaxed)
    }

    /// Returns `true` if a call has a clone of this one.
    pub(super) fn is_in_use(&self) -> bool {
        Arc::strong_count(&self.health) > 1
    }

    /// Sends no further request on this connection. Those under way go on.
    pub(super) fn poison(&self) {
        self.health.poison();
    }
}

/// Returns `true` if the peer has not processed a request: it has refused the stream, or the last
/// stream that it names as it closes the connection is an earlier one.
///
/// Source: [RFC 9113, section 8.7](https://www.rfc-editor.org/rfc/rfc9113#section-8.7).
fn is_unprocessed(error: &hyper::Error) -> bool {
    let error = error.source().and_then(<dyn StdError>::downcast_ref::<h2::Error>);
    error.is_some_and(|error| {
        error.is_remote() && (error.is_go_away() || error.reason() == Some(Reason::REFUSED_STREAM))
    })
}

impl Health {
    fn responses(&self) -> u64 {
        self.responses.load(Ordering::Relaxed)
    }

    fn poison(&self) {
        self.is_poisoned.store(true, Ordering::Relaxed);
    }
}

/// Poisons the connection if it is dropped and no response has arrived since it was created. A peer
/// that responds to pings only would be used for ever.
struct Watch {
    health: Arc<Health>,
    /// The number of responses at the start.
    responses: u64,
}

impl Watch {
    /// Records that a response has arrived.
    fn responded(self) {
        self.health.responses.fetch_add(1, Ordering::Relaxed);
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if self.health.responses() == self.responses {
            self.health.poison();
        }
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use http::{Request, Uri};
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, DuplexStream};
    use tokio::net::{TcpListener, TcpStream};

    use crate::transport::hyper::connection::Connection;
    use crate::transport::hyper::connector::Opened;
    use crate::transport::hyper::http2::Http2;
    use crate::transport::hyper::outgoing_body::OutgoingBody;
    use crate::transport::hyper::probe::{Probe, ProbedIo};
    use crate::transport::hyper::send_error::SendError;

    const URL: &str = "http://chat.example/";
    const HEADERS: u8 = 1;

    /// Responds to requests with 200 and no body, and closes the connection at the last one.
    async fn serve(mut stream: TcpStream, last: usize) {
        stream.set_nodelay(true).unwrap();
        stream.read_exact(&mut [0; 24]).await.unwrap();
        // Empty settings, and the acknowledgement of those of the client.
        stream.write_all(&[0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 4, 1, 0, 0, 0, 0]).await.unwrap();
        let mut requests = 0;
        loop {
            let mut head = [0; 9];
            stream.read_exact(&mut head).await.unwrap();
            let length = u32::from_be_bytes([0, head[0], head[1], head[2]]);
            stream.read_exact(&mut vec![0; length as usize]).await.unwrap();
            if head[3] == HEADERS {
                requests += 1;
                if requests == last {
                    return;
                }
                // The end of the stream 1 and of its headers. 0x88 is the status 200.
                stream.write_all(&[0, 0, 1, HEADERS, 5, 0, 0, 0, 1, 0x88]).await.unwrap();
            }
        }
    }

    fn request() -> Request<OutgoingBody> {
        let mut request = Request::new(OutgoingBody::Whole(Bytes::from("{}")));
        *request.uri_mut() = Uri::from_static(URL);
        request
    }

    /// Returns the error of the last request.
    async fn last_error(last: usize) -> SendError {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let stream = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        stream.set_nodelay(true).unwrap();
        tokio::spawn(async move { serve(listener.accept().await.unwrap().0, last).await });
        let sent = tokio::spawn(async move {
            let probe = Probe::default();
            let stream = ProbedIo::new(Box::new(stream), probe.clone());
            let opened = Opened { stream, is_http2: true, probe };
            let opened = Connection::new(opened, &Uri::from_static(URL)).await;
            let mut connection = opened.unwrap();
            for _ in 1..last {
                assert!(connection.send(&mut request(), 1_000).await.is_ok());
            }
            connection.send(&mut request(), 1_000).await.err().unwrap()
        });
        sent.await.unwrap()
    }

    /// On a runtime with several threads, the request fails before or after the task of the
    /// connection has ended.
    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_connection_that_ends_without_a_response_is_stale() {
        for _ in 0..200 {
            match last_error(2).await {
                SendError::Stale(_) => {}
                SendError::Failed(error) => panic!("not stale: {error:?}"),
                SendError::Unsent(_) => panic!("the request was sent"),
            }
        }
    }

    /// The pool shares it before its first request, so other calls may use it already.
    #[tokio::test]
    async fn a_new_connection_that_ends_without_a_response_is_not_stale() {
        assert!(matches!(last_error(1).await, SendError::Failed(_)));
    }

    /// Opens a connection whose peer does nothing.
    async fn silent_peer() -> (Http2, DuplexStream) {
        let (stream, peer) = tokio::io::duplex(1_024);
        let http2 = Http2::new(ProbedIo::new(Box::new(stream), Probe::default())).await;
        (http2.unwrap(), peer)
    }

    #[tokio::test]
    async fn a_request_given_up_without_any_response_poisons_the_connection() {
        let (http2, _peer) = silent_peer().await;
        drop(http2.watch());
        assert!(!http2.is_usable());
    }

    #[tokio::test]
    async fn a_connection_is_in_use_while_a_call_has_a_clone() {
        let (http2, _peer) = silent_peer().await;
        let of_a_call = http2.clone();
        assert!(http2.is_in_use());
        drop(of_a_call);
        assert!(!http2.is_in_use());
    }

    /// The peer responds to other requests, so only this one is slow.
    #[tokio::test]
    async fn a_response_to_another_request_keeps_the_connection() {
        let (http2, _peer) = silent_peer().await;
        let given_up = http2.watch();
        http2.watch().responded();
        drop(given_up);
        assert!(http2.is_usable());
    }
}
