//! Layers around a transport.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::{Request, Response, Uri};

use crate::transport::request_body::RequestBody;
use crate::transport::socket::SocketFuture;
use crate::transport::upload_body::UploadBody;
use crate::transport::{Transport, TransportError, TransportFuture};

/// A layer, as the builder of a client stores it.
pub(crate) type Layer =
    Box<dyn Fn(Request<RequestBody>, Next) -> TransportFuture<'static> + Send + Sync>;

/// Returns a layer as the builder of a client stores it.
pub(crate) fn boxed<L, F>(layer: L) -> Layer
where
    L: Fn(Request<RequestBody>, Next) -> F + Send + Sync + 'static,
    F: Future<Output = Result<Response<Bytes>, TransportError>> + Send + 'static,
{
    Box::new(move |request, next| Box::pin(layer(request, next)))
}

/// The rest of the way of a request: the inner layers and the transport. See
/// [`ClientBuilder::layer`](crate::ClientBuilder::layer).
#[derive(Clone)]
pub struct Next(Arc<dyn Transport>);

impl Next {
    /// Sends a request, and returns the complete response, with any status.
    ///
    /// # Errors
    ///
    /// The error of an inner layer or of the transport, if there is no response, or only a part of
    /// one.
    pub async fn run(
        self,
        request: Request<RequestBody>,
    ) -> Result<Response<Bytes>, TransportError> {
        let (head, body) = request.into_parts();
        match body {
            RequestBody::Bytes(bytes) => self.0.send(Request::from_parts(head, bytes)).await,
            RequestBody::Upload(body) => self.0.upload(Request::from_parts(head, body)).await,
        }
    }
}

impl fmt::Debug for Next {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Next").finish_non_exhaustive()
    }
}

/// A transport with a layer around it.
pub(crate) struct LayeredTransport {
    layer: Layer,
    inner: Arc<dyn Transport>,
}

impl LayeredTransport {
    pub(crate) fn new(layer: Layer, inner: Arc<dyn Transport>) -> Self {
        Self { layer, inner }
    }

    fn next(&self) -> Next {
        Next(Arc::clone(&self.inner))
    }
}

impl Transport for LayeredTransport {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        (self.layer)(request.map(RequestBody::Bytes), self.next())
    }

    fn upload(&self, request: Request<UploadBody>) -> TransportFuture<'_> {
        (self.layer)(request.map(RequestBody::Upload), self.next())
    }

    /// A socket sends no request, so it passes no layer.
    fn open_socket(&self, url: Uri) -> SocketFuture<'_> {
        self.inner.open_socket(url)
    }
}
