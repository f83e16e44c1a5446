//! A tower service as a transport.

use std::error::Error as StdError;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use http::{Request, Response};
use http_body::Body;
use tower::Service;

use crate::transport::from_source::{failure, from_source};
use crate::transport::response_body::read;
use crate::transport::{Failure, Transport, TransportError, TransportFuture};

/// Sends each request through a clone of a service.
pub(crate) struct TowerTransport<S, B> {
    /// The lock is for services that are not `Sync`. It is held only while the service is cloned.
    service: Mutex<S>,
    max_response_bytes: usize,
    request_body: PhantomData<fn(B)>,
}

impl<S, B> TowerTransport<S, B> {
    pub(crate) fn new(service: S, max_response_bytes: usize) -> Self {
        Self { service: Mutex::new(service), max_response_bytes, request_body: PhantomData }
    }
}

impl<S, B, R> Transport for TowerTransport<S, B>
where
    S: Service<Request<B>, Response = Response<R>> + Clone + Send + 'static,
    S::Future: Send,
    S::Error: Into<Box<dyn StdError + Send + Sync>>,
    B: From<Bytes> + Send + 'static,
    R: Body<Data: Send, Error: Into<Box<dyn StdError + Send + Sync>>> + Send + 'static,
{
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        let mut service = self.service.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Box::pin(async move {
            let ready = poll_fn(|context| service.poll_ready(context)).await;
            ready.map_err(from_source)?;
            let response = service.call(request.map(B::from)).await.map_err(from_source)?;
            read(response, self.max_response_bytes).await.map_err(body_error)
        })
    }
}

/// Keeps the kind of an error in the body of a success. The kind of another response is that of its
/// status.
fn body_error(error: TransportError) -> TransportError {
    let is_success =
        matches!(&error.failure, Failure::IncompleteBody(head) if head.status.is_success());
    match failure(error.source.as_ref()) {
        Some(failure) if is_success => TransportError { failure, ..error },
        _ => error,
    }
}
