//! A connection for HTTP/2, shared by calls and driven by a task of its own.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use http::{Request, Response};
use hyper::body::Incoming;
use hyper::client::conn::TrySendError;
use hyper::client::conn::http2::{Builder, SendRequest};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};

use crate::transport::hyper::probe::ProbedIo;
use crate::transport::hyper::request_body::RequestBody;
use crate::transport::limits::HTTP2_KEEPALIVE;

#[derive(Clone)]
pub(super) struct Http2 {
    sender: SendRequest<RequestBody>,
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

    /// Sends a request, and returns the response without its body.
    pub(super) async fn send(
        &mut self,
        request: &mut Request<RequestBody>,
    ) -> Result<Response<Incoming>, TrySendError<Request<RequestBody>>> {
        self.sender.try_send_request(std::mem::take(request)).await
    }

    /// Starts to watch the connection for a request.
    pub(super) fn watch(&self) -> Watch {
        Watch { health: Arc::clone(&self.health), responses: self.health.responses() }
    }

    pub(super) fn is_closed(&self) -> bool {
        self.sender.is_closed()
    }

    pub(super) fn is_usable(&self) -> bool {
        !self.is_closed() && !self.health.is_poisoned.load(Ordering::Relaxed)
    }

    /// Sends no further request on this connection. Those under way go on.
    pub(super) fn poison(&self) {
        self.health.poison();
    }
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
pub(super) struct Watch {
    health: Arc<Health>,
    /// The number of responses at the start.
    responses: u64,
}

impl Watch {
    /// Records that a response has arrived.
    pub(super) fn responded(self) {
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
