//! A service of tower's as a transport.

use std::error::Error as StdError;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use http::{Request, Response};
use http_body::Body;
use tower_service::Service;

use super::body::read;
use super::{Transport, TransportError, TransportFuture};
use crate::ClientBuilder;

impl ClientBuilder {
    /// Sends requests through a service of [tower](https://docs.rs/tower)'s: an HTTP client of your own, with layers around
    /// it, or a server's router in the same process. Each request goes to a clone of it.
    ///
    /// What holds for a [`Transport`] holds for it: no redirects, and no retries, which the client makes. Bodies are read
    /// up to [`max_response_bytes`](Self::max_response_bytes).
    ///
    /// ```
    /// use connect_participant::{Bytes, Client, http};
    /// use http_body_util::Full;
    /// use std::convert::Infallible;
    ///
    /// let service = tower::service_fn(|_request: http::Request<Full<Bytes>>| async {
    ///     Ok::<_, Infallible>(http::Response::new(Full::new(Bytes::from_static(b"{}"))))
    /// });
    /// let client = Client::builder().region("eu-central-1").tower_service(service).build()?;
    /// # Ok::<(), connect_participant::Error>(())
    /// ```
    #[cfg_attr(docsrs, doc(cfg(feature = "tower")))]
    pub fn tower_service<S, B, R>(self, service: S) -> Self
    where
        S: Service<Request<B>, Response = Response<R>> + Clone + Send + 'static,
        S::Future: Send,
        S::Error: Into<Box<dyn StdError + Send + Sync>>,
        B: From<Bytes> + Send + 'static,
        R: Body<Data: Send, Error: Into<Box<dyn StdError + Send + Sync>>> + Send + 'static,
    {
        self.own_transport(Box::new(|max_response_bytes| {
            Box::new(TowerTransport {
                service: Mutex::new(service),
                max_response_bytes,
                request_body: PhantomData,
            })
        }))
    }
}

/// Sends each request through a clone of a service.
struct TowerTransport<S, B> {
    /// Cloned from, and never locked while a request is under way: the lock is there for services that are not `Sync`.
    service: Mutex<S>,
    max_response_bytes: usize,
    request_body: PhantomData<fn(B)>,
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
            ready.map_err(TransportError::connection)?;
            let answer = service.call(request.map(B::from)).await;
            read(answer.map_err(TransportError::connection)?, self.max_response_bytes).await
        })
    }
}
