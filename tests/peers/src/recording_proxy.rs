//! An HTTP proxy between a peer and the service that records all exchanges.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, HeaderMap};
use http::{Request, Response, Uri};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::client::legacy::{Client, connect::HttpConnector};
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::net::TcpListener;
use tokio::task::{AbortHandle, JoinSet};

/// A recording proxy. It stops when it is dropped.
pub struct RecordingProxy {
    address: SocketAddr,
    shared: Arc<Shared>,
    serving: AbortHandle,
}

/// The state that all connections share.
struct Shared {
    /// The URL of the service. Without a service, the proxy itself responds.
    service: Option<String>,
    client: Client<HttpConnector, Full<Bytes>>,
    exchanges: Mutex<Vec<Exchange>>,
}

/// A request and its response.
#[derive(Debug, Clone)]
pub struct Exchange {
    pub method: String,
    /// The path and the query, not decoded.
    pub path: String,
    pub headers: HeaderMap,
    pub body: Bytes,
    /// The body of the response. Empty if there was no response.
    pub response: Bytes,
}

impl RecordingProxy {
    /// Starts a proxy that forwards requests to the service at this URL.
    pub async fn forward_to(service: &str) -> Self {
        Self::start(Some(service.to_owned())).await
    }

    /// Starts a server that responds to every request with success.
    pub async fn always_succeed() -> Self {
        Self::start(None).await
    }

    async fn start(service: Option<String>) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a port");
        let address = listener.local_addr().expect("the port");
        let client = Client::builder(TokioExecutor::new()).build_http();
        let shared = Shared { service, client, exchanges: Mutex::default() };
        let shared = Arc::new(shared);
        let serving = tokio::spawn(serve(listener, Arc::clone(&shared))).abort_handle();
        Self { address, shared, serving }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Returns and removes the recorded exchanges.
    pub fn take_exchanges(&self) -> Vec<Exchange> {
        std::mem::take(&mut self.shared.exchanges.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Drop for RecordingProxy {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn serve(listener: TcpListener, shared: Arc<Shared>) {
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        let shared = Arc::clone(&shared);
        connections.spawn(async move {
            let service = service_fn(|request| handle(&shared, request));
            let http = hyper::server::conn::http1::Builder::new();
            // Errors are ignored, because both sides may close the connection at any time.
            let _ = http.serve_connection(TokioIo::new(stream), service).await;
        });
    }
}

/// Forwards a request and records it. An error closes the connection.
async fn handle(shared: &Shared, request: Request<Incoming>) -> io::Result<Response<Full<Bytes>>> {
    let (head, body) = request.into_parts();
    let body = body.collect().await.map_err(io::Error::other)?.to_bytes();
    let path = head.uri.path_and_query().map_or("", |path| path.as_str()).to_owned();
    let mut exchange = Exchange {
        method: head.method.to_string(),
        path: path.clone(),
        headers: head.headers.clone(),
        body: body.clone(),
        response: Bytes::new(),
    };
    let response = match &shared.service {
        Some(service) => {
            let mut request = Request::from_parts(head, Full::new(body));
            *request.uri_mut() =
                format!("{service}{path}").parse::<Uri>().map_err(io::Error::other)?;
            forward(shared, request).await
        }
        None => Ok(success()),
    };
    if let Ok(response) = &response {
        exchange.response = response.body().clone();
    }
    shared.exchanges.lock().unwrap_or_else(PoisonError::into_inner).push(exchange);
    Ok(response?.map(Full::new))
}

/// Returns the response of the service. An incomplete response is an error.
async fn forward(shared: &Shared, request: Request<Full<Bytes>>) -> io::Result<Response<Bytes>> {
    let response = shared.client.request(request).await.map_err(io::Error::other)?;
    let (mut head, body) = response.into_parts();
    // hyper sets the length of the new body.
    head.headers.remove(CONTENT_LENGTH);
    let body = body.collect().await.map_err(io::Error::other)?.to_bytes();
    Ok(Response::from_parts(head, body))
}

/// Returns a response that is valid for every operation. The model requires this one output member.
fn success() -> Response<Bytes> {
    let mut response = Response::new(Bytes::from_static(br#"{"AttachmentSizeInBytes":1}"#));
    let json = http::HeaderValue::from_static("application/json");
    response.headers_mut().insert(http::header::CONTENT_TYPE, json);
    response
}
