//! A short name for the host of the endpoint.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use http::header::HOST;
use http::uri::Authority;
use http::{HeaderValue, Request, Uri};
use hyper::rt::{Read, ReadBufCursor, Write};
use hyper_util::client::legacy::connect::{Connected, Connection};
use hyper_util::rt::TokioIo;
use tower_service::Service;

use crate::endpoint::{Endpoint, host_header};
use crate::error::BoxError;
use crate::transport::hyper::connector::{Connector, Opened};
use crate::transport::hyper::probe::ProbedIo;

/// hyper-util finds a connection by its host, and hashes the host three times for each request. For
/// the hosts of the service this is a sixth of the instructions of a request. So the endpoint gets
/// a name of one byte, which only the connector knows.
///
/// It is for HTTP/1.1, which sends the host in a header. HTTP/2 sends the host of the URL.
#[derive(Clone)]
pub(super) struct Alias {
    endpoint: Endpoint,
    host: Option<HeaderValue>,
}

/// A character that no valid host has.
const NAME: &str = "~";

impl Alias {
    pub(super) fn new(endpoint: &Endpoint) -> Self {
        Self { endpoint: endpoint.clone(), host: endpoint.host() }
    }

    /// Sets the header `Host` of a request, and replaces the host of its URL if it is that of the
    /// endpoint.
    pub(super) fn apply<B>(&self, request: &mut Request<B>) {
        let uri = request.uri();
        let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) else { return };
        if self.endpoint.is_same_origin(uri) {
            set_authority(request.uri_mut(), Authority::from_static(NAME));
            if let Some(host) = self.host.clone() {
                request.headers_mut().insert(HOST, host);
            }
        } else if let Some(host) = host_header(authority, scheme) {
            // An upload may have a signed one.
            request.headers_mut().entry(HOST).or_insert(host);
        }
    }

    /// Restores the host of a URL.
    pub(super) fn resolve(&self, uri: &mut Uri) {
        if uri.authority().is_some_and(|authority| authority == NAME) {
            set_authority(uri, self.endpoint.authority().clone());
        }
    }
}

fn set_authority(uri: &mut Uri, authority: Authority) {
    let mut parts = std::mem::take(uri).into_parts();
    parts.authority = Some(authority);
    // A URL with an authority is valid with any other authority.
    *uri = Uri::from_parts(parts).unwrap_or_default();
}

/// The connector of the legacy client. It restores the host of the endpoint.
#[derive(Clone)]
pub(super) struct AliasConnector {
    pub(super) alias: Option<Alias>,
    pub(super) connector: Connector,
}

impl Service<Uri> for AliasConnector {
    type Response = LegacyIo;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<LegacyIo, BoxError>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, mut uri: Uri) -> Self::Future {
        if let Some(alias) = &self.alias {
            alias.resolve(&mut uri);
        }
        let connector = self.connector.clone();
        Box::pin(async move {
            let Opened { stream, is_http2, .. } = connector.connect(&uri).await?;
            Ok(LegacyIo { stream: TokioIo::new(stream), is_http2 })
        })
    }
}

pub(super) struct LegacyIo {
    stream: TokioIo<ProbedIo>,
    is_http2: bool,
}

/// Leaves out the addresses of the connection, because hyper-util would copy them into each
/// response.
impl Connection for LegacyIo {
    fn connected(&self) -> Connected {
        let connected = Connected::new();
        if self.is_http2 { connected.negotiated_h2() } else { connected }
    }
}

impl Read for LegacyIo {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl Write for LegacyIo {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(context, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
