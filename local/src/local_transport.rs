//! A transport that reaches the service in memory.

use std::error::Error;
use std::fmt;
use std::future::ready;
use std::io;
use std::mem::take;
use std::pin::pin;
use std::sync::Arc;

use bytes::Bytes;
use connect_participant::{
    Socket, SocketFuture, Transport, TransportError, TransportFuture, UploadBody,
};
use futures_util::future::{Either, select};
use http::header::HOST;
use http::{HeaderValue, Request, Response, Uri};
use http_body_util::{BodyExt, Full};
use hyper::body::Body;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;

use crate::server::memory::ClientEnd;
use crate::server::sockets::Sockets;

/// A transport that reaches a [`LocalService`](crate::LocalService) in memory, without a port and
/// without a file descriptor. [`LocalService::transport`](crate::LocalService::transport) returns
/// it. Cloning is cheap.
///
/// It serves calls, uploads, downloads and websockets, with every fault, record and check that they
/// have on a port: the same server reads the same bytes. Each request has a connection of its own.
/// The host of a URL is not looked up: a client with this transport and any endpoint calls the
/// local service.
///
/// # Paused time
///
/// With [paused time](https://docs.rs/tokio/latest/tokio/time/fn.pause.html), Tokio advances the
/// clock when no task can run. It does not know of bytes that are on their way through a socket of
/// the machine, and so may skip a timeout while a response arrives. In memory, there are none: the
/// clock only advances when both sides wait for it, so a test is exact and takes no time.
///
/// ```
/// use connect_participant::{
///     Client, EventContentType, ParticipantRole, SendEventInput,
/// };
/// use connect_participant_local::{Fault, LocalService};
/// use std::time::Duration;
/// use tokio::time::Instant;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build()?.block_on(async {
/// // In a test with `#[tokio::test(start_paused = true)]`:
/// let service = LocalService::builder().without_port().start().await?;
/// let client = Client::builder()
///     .endpoint_url(service.url())
///     .transport(service.transport())
///     .build()?;
/// let agent = service.open_chat().add_participant(ParticipantRole::Agent);
///
/// let began = Instant::now();
/// service.inject(Fault::delay(Duration::from_secs(5)));
/// let token = agent.connection_token().clone();
/// client.call(SendEventInput::new(EventContentType::Typing, token)).await?;
/// assert_eq!(began.elapsed(), Duration::from_secs(5));
/// # Ok(())
/// # })
/// # }
/// ```
#[derive(Clone)]
pub struct LocalTransport {
    sockets: Arc<Sockets>,
}

impl LocalTransport {
    pub(crate) fn new(sockets: Arc<Sockets>) -> Self {
        Self { sockets }
    }

    fn connect(&self) -> Result<ClientEnd, TransportError> {
        self.sockets.connect().map_err(TransportError::connection)
    }
}

impl Transport for LocalTransport {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        Box::pin(async { exchange(self.connect()?, request.map(Full::new)).await })
    }

    fn upload(&self, request: Request<UploadBody>) -> TransportFuture<'_> {
        Box::pin(async { exchange(self.connect()?, request).await })
    }

    fn open_socket(&self, _url: Uri) -> SocketFuture<'_> {
        Box::pin(ready(self.connect().map(Socket::new)))
    }
}

impl fmt::Debug for LocalTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalTransport").finish_non_exhaustive()
    }
}

/// Sends a request on a new connection, and reads the response.
async fn exchange<B>(
    stream: ClientEnd,
    mut request: Request<B>,
) -> Result<Response<Bytes>, TransportError>
where
    B: Body<Data: Send, Error: Into<Box<dyn Error + Send + Sync>>> + 'static,
{
    move_host_to_header(&mut request)?;
    let (mut sender, connection) =
        http1::handshake(TokioIo::new(stream)).await.map_err(TransportError::connection)?;
    let exchange = pin!(async move {
        let response = sender.send_request(request).await.map_err(TransportError::connection)?;
        let (head, body) = response.into_parts();
        match body.collect().await {
            Ok(body) => Ok(Response::from_parts(head, body.to_bytes())),
            Err(error) => Err(TransportError::incomplete_body(head, error)),
        }
    });
    // No task drives the connection, so a dropped call closes it.
    match select(exchange, pin!(connection)).await {
        Either::Left((response, _)) => response,
        Either::Right((_, exchange)) => exchange.await,
    }
}

/// Leaves only path and query in the URL of a request, as in a request to a server.
fn move_host_to_header<B>(request: &mut Request<B>) -> Result<(), TransportError> {
    let url = take(request.uri_mut()).into_parts();
    let host = url.authority.and_then(|host| HeaderValue::from_str(host.as_str()).ok());
    let (Some(host), Some(path)) = (host, url.path_and_query) else {
        let message = "the URL has no host or no path";
        return Err(TransportError::not_sent(io::Error::new(io::ErrorKind::InvalidInput, message)));
    };
    request.headers_mut().insert(HOST, host);
    *request.uri_mut() = path.into();
    Ok(())
}
