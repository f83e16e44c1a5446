//! What stands between a peer and the service, and knows what went by.

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

/// A proxy. It ends when it is dropped.
pub struct Tap {
    address: SocketAddr,
    line: Arc<Line>,
    serving: AbortHandle,
}

/// What all connections share.
struct Line {
    /// Where the service listens, if there is one.
    service: Option<String>,
    client: Client<HttpConnector, Full<Bytes>>,
    exchanges: Mutex<Vec<Exchange>>,
}

/// A request, and what was answered.
#[derive(Debug, Clone)]
pub struct Exchange {
    pub method: String,
    /// The path, as it came.
    pub path: String,
    pub headers: HeaderMap,
    pub body: Bytes,
    pub answer: Bytes,
}

impl Tap {
    /// A proxy before the service at this URL.
    pub async fn before(service: &str) -> Self {
        Self::start(Some(service.to_owned())).await
    }

    /// A server that answers every call with a success.
    pub async fn alone() -> Self {
        Self::start(None).await
    }

    async fn start(service: Option<String>) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a port");
        let address = listener.local_addr().expect("the port");
        let client = Client::builder(TokioExecutor::new()).build_http();
        let line = Line { service, client, exchanges: Mutex::default() };
        let line = Arc::new(line);
        let serving = tokio::spawn(serve(listener, Arc::clone(&line))).abort_handle();
        Self { address, line, serving }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What went by since it was last asked.
    pub fn take(&self) -> Vec<Exchange> {
        std::mem::take(&mut self.line.exchanges.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Drop for Tap {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn serve(listener: TcpListener, line: Arc<Line>) {
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        let line = Arc::clone(&line);
        connections.spawn(async move {
            let answers = service_fn(|request| pass(&line, request));
            let http = hyper::server::conn::http1::Builder::new();
            // Either end may close it at any point, which is no failure.
            let _ = http.serve_connection(TokioIo::new(stream), answers).await;
        });
    }
}

/// Lets a request go by. An error closes the connection.
async fn pass(line: &Line, request: Request<Incoming>) -> io::Result<Response<Full<Bytes>>> {
    let (head, body) = request.into_parts();
    let body = body.collect().await.map_err(io::Error::other)?.to_bytes();
    let path = head.uri.path_and_query().map_or("", |path| path.as_str()).to_owned();
    let mut exchange = Exchange {
        method: head.method.to_string(),
        path: path.clone(),
        headers: head.headers.clone(),
        body: body.clone(),
        answer: Bytes::new(),
    };
    let answer = match &line.service {
        Some(service) => {
            let mut request = Request::from_parts(head, Full::new(body));
            *request.uri_mut() =
                format!("{service}{path}").parse::<Uri>().map_err(io::Error::other)?;
            forward(line, request).await
        }
        None => Ok(success()),
    };
    if let Ok(answer) = &answer {
        exchange.answer = answer.body().clone();
    }
    line.exchanges.lock().unwrap_or_else(PoisonError::into_inner).push(exchange);
    Ok(answer?.map(Full::new))
}

/// What the service answers. Where that is not whole, the client gets nothing of it, but an end of its connection.
async fn forward(line: &Line, request: Request<Full<Bytes>>) -> io::Result<Response<Bytes>> {
    let answer = line.client.request(request).await.map_err(io::Error::other)?;
    let (mut head, body) = answer.into_parts();
    // It is written anew.
    head.headers.remove(CONTENT_LENGTH);
    let body = body.collect().await.map_err(io::Error::other)?.to_bytes();
    Ok(Response::from_parts(head, body))
}

/// An output of every operation: of its members only one is required.
fn success() -> Response<Bytes> {
    let mut answer = Response::new(Bytes::from_static(br#"{"AttachmentSizeInBytes":1}"#));
    let json = http::HeaderValue::from_static("application/json");
    answer.headers_mut().insert(http::header::CONTENT_TYPE, json);
    answer
}
