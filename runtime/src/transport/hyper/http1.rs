//! A connection for HTTP/1.1, driven by the call that uses it.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use http::{Request, Response};
use http_body::{Body, Frame, SizeHint};
use hyper::body::Incoming;
use hyper::client::conn::TrySendError;
use hyper::client::conn::http1::{self, SendRequest};
use hyper_util::rt::TokioIo;
use tokio::task::unconstrained;

use crate::transport::TransportError;
use crate::transport::hyper::origin::Origin;
use crate::transport::hyper::outgoing_body::OutgoingBody;
use crate::transport::hyper::probe::{Probe, ProbedIo};
use crate::transport::hyper::send_error::SendError;
use crate::transport::response_body::read;

/// The maximum size of the read buffer, and of the headers of a response. hyper doubles the buffer
/// for a large response, and a body keeps the buffers in which it arrived.
const MAX_BUFFER_BYTES: usize = 64 * 1024;

/// hyper splits a connection in two: requests go into one half, and polling the other half, the
/// driver, writes them and reads the responses. Usually a task polls the driver. Here, the call
/// does, so nothing reads an idle connection, and a dropped call closes its connection at once.
pub(super) struct Http1 {
    sender: SendRequest<OutgoingBody>,
    /// `None` once the connection has ended. A driver must not be polled after its end.
    driver: Driver,
    probe: Probe,
    /// A request has been sent on it.
    is_used: bool,
}

type Driver = Option<http1::Connection<TokioIo<ProbedIo>, OutgoingBody>>;

impl Http1 {
    pub(super) async fn new(stream: ProbedIo, probe: Probe) -> Result<Self, hyper::Error> {
        let (sender, driver) = http1::Builder::new()
            .max_buf_size(MAX_BUFFER_BYTES)
            .handshake(TokioIo::new(stream))
            .await?;
        Ok(Self { sender, driver: Some(driver), probe, is_used: false })
    }

    /// Sends a request, and returns the complete response.
    pub(super) async fn send(
        &mut self,
        origin: &Origin,
        request: &mut Request<OutgoingBody>,
        max_response_bytes: usize,
    ) -> Result<Response<Bytes>, SendError> {
        let was_used = std::mem::replace(&mut self.is_used, true);
        if was_used {
            self.probe.arm();
        }
        let url = origin.move_to_header(request);
        // Not a match with both awaits: the future would have room for the response twice.
        let response = match self.head(request).await {
            Ok(response) => response,
            Err(mut error) => {
                return Err(if let Some(unsent) = error.take_message() {
                    *request = unsent;
                    *request.uri_mut() = url;
                    SendError::Unsent(error.into_error())
                } else {
                    self.failure(error.into_error(), was_used)
                });
            }
        };
        let driver = &mut self.driver;
        let response = response.map(|incoming| DrivenBody { driver, incoming });
        read(response, max_response_bytes).await.map_err(SendError::Failed)
    }

    /// Returns the error for a request that has been sent, at least in part.
    fn failure(&self, error: hyper::Error, was_used: bool) -> SendError {
        // The error is the user's if the body of an upload cannot be read.
        if was_used && !self.probe.has_received() && !error.is_user() {
            SendError::Stale(error)
        } else {
            SendError::Failed(TransportError::connection_or_timeout(error))
        }
    }

    /// Sends a request, and returns the response without its body.
    ///
    /// hyper reads before it takes a request. If there is something to read, the connection cannot
    /// be used, and the error returns the request.
    ///
    /// It takes the request out of its place, because a future keeps the space of its arguments.
    async fn head(
        &mut self,
        request: &mut Request<OutgoingBody>,
    ) -> Result<Response<Incoming>, TrySendError<Request<OutgoingBody>>> {
        // In a task that has done much since it was last polled, Tokio holds responses back, and wakes
        // the task to come again. The response is polled without a waker, so it must not be held back.
        let response = self.sender.try_send_request(std::mem::take(request));
        let mut response = pin!(unconstrained(response));
        let driver = &mut self.driver;
        let mut is_sent = false;
        poll_fn(|context| {
            if !is_sent {
                // There is no response yet, so the first poll has to wait in any case.
                is_sent = true;
                drive(driver, context);
                return response.as_mut().poll(&mut Context::from_waker(Waker::noop()));
            }
            drive_until(driver, context, |context| response.as_mut().poll(context))
        })
        .await
    }

    /// Returns `true` if the connection can send another request. It cannot if the service closes
    /// it, if there are bytes after the response, or if the request has not been sent completely.
    pub(super) fn is_reusable(&mut self) -> bool {
        if !self.sender.is_ready() {
            // The driver has stopped at the end of the body.
            drive(&mut self.driver, &mut Context::from_waker(Waker::noop()));
        }
        self.driver.is_some() && self.sender.is_ready()
    }
}

/// Polls the driver. Its error is in the response or in the body.
fn drive(driver: &mut Driver, context: &mut Context<'_>) {
    // The variant with a shutdown would wait for a peer that does not read.
    if driver.as_mut().is_some_and(|driver| driver.poll_without_shutdown(context).is_ready()) {
        *driver = None;
    }
}

/// Drives the connection until there is a value, or until it has to wait.
///
/// Only the driver waits for something outside of this task, so only it gets the waker of the task.
/// It would wake the task for what the task has just done itself. So it gets the waker only if it
/// has to wait, and this waker must be its last one.
fn drive_until<T>(
    driver: &mut Driver,
    context: &mut Context<'_>,
    mut value: impl FnMut(&mut Context<'_>) -> Poll<T>,
) -> Poll<T> {
    let mut without_waker = Context::from_waker(Waker::noop());
    drive(driver, &mut without_waker);
    if let Poll::Ready(value) = value(&mut without_waker) {
        return Poll::Ready(value);
    }
    drive(driver, context);
    value(&mut without_waker)
}

/// The body of a response. Polling it drives its connection.
pub(super) struct DrivenBody<'a> {
    driver: &'a mut Driver,
    incoming: Incoming,
}

impl Body for DrivenBody<'_> {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        let Self { driver, incoming } = &mut *self;
        let mut incoming = Pin::new(incoming);
        let mut frame = |context: &mut Context<'_>| incoming.as_mut().poll_frame(context);
        // The driver stops until a frame that it has read is taken.
        match frame(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(frame) => Poll::Ready(frame),
            Poll::Pending => drive_until(driver, context, frame),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.incoming.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.incoming.size_hint()
    }
}
