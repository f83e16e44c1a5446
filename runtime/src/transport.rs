//! The transport: it sends a request, and returns the response.

mod boxed_io;
mod build_error;
pub(crate) mod default_transport;
#[cfg(feature = "tower")]
mod from_source;
#[cfg(feature = "hyper")]
pub(crate) mod hyper;
pub(crate) mod layer;
#[cfg_attr(
    not(any(feature = "hyper", feature = "reqwest")),
    expect(dead_code, reason = "only the transports of this crate use it")
)]
pub(crate) mod limits;
pub(crate) mod limits_builder;
pub(crate) mod request_body;
#[cfg(feature = "reqwest")]
pub(crate) mod reqwest;
#[cfg(any(feature = "hyper", feature = "reqwest", feature = "tower"))]
mod response_body;
#[cfg(all(
    feature = "__rustls",
    not(feature = "native-tls"),
    any(feature = "hyper", feature = "reqwest")
))]
mod rustls;
pub(crate) mod send_again;
pub(crate) mod socket;
#[cfg(feature = "tower")]
pub(crate) mod tower;
pub(crate) mod upload_body;
pub(crate) mod upload_stream;

use std::error::Error as StdError;
use std::future::ready;
use std::pin::Pin;
use std::sync::Arc;
use std::{fmt, io};

use bytes::Bytes;
use http::{Request, Response, Uri, response};

use self::socket::SocketFuture;
use self::upload_body::UploadBody;
use crate::error::BoxError;

/// The maximum size of an attachment that is read into memory, in bytes.
const MAX_COLLECTED: u64 = 128 * 1024 * 1024;

/// Sends the HTTP requests of a client.
///
/// The crate includes two, each with the feature of its name: `HyperTransport`, which is the
/// default, and `ReqwestTransport`. To run code before and after each request, put a
/// [layer](crate::ClientBuilder::layer) around the transport. Set another transport with
/// [`ClientBuilder::transport`](crate::ClientBuilder::transport), such as a fake in a test:
///
/// ```
/// use connect_participant::{Bytes, Client, Transport, TransportFuture, http};
///
/// struct Always(&'static str);
///
/// impl Transport for Always {
///     fn send(&self, _request: http::Request<Bytes>) -> TransportFuture<'_> {
///         Box::pin(async {
///             Ok(http::Response::new(Bytes::from_static(self.0.as_bytes())))
///         })
///     }
/// }
///
/// let client = Client::builder()
///     .region("eu-central-1")
///     .transport(Always(r#"{"Id":"1"}"#))
///     .build()?;
/// # Ok::<(), connect_participant::Error>(())
/// ```
///
/// # Requirements
///
/// - A transport sends each request once. It must not follow a redirect, which would send the token
///   to another host. It must not retry: the client does.
/// - It needs no timeouts. The client has them, and drops the future when the time is up. Outside
///   of Tokio, set a [`Clock`](crate::Clock): otherwise the client has no timers, and the transport
///   needs its own.
/// - It should stop reading at [`max_response_bytes`](crate::ClientBuilder::max_response_bytes) and
///   return [`too_large`](TransportError::too_large). The client checks the length too, but the
///   memory is already used then.
pub trait Transport: Send + Sync + 'static {
    /// Sends a request, and returns the complete response, with any status.
    ///
    /// The header `x-amz-bearer` is a secret, and marked as sensitive.
    ///
    /// # Errors
    ///
    /// A [`TransportError`] if there is no response, or only a part of one.
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_>;

    /// Sends a request with a streamed body: the one of
    /// [`put_attachment`](crate::Client::put_attachment). Its URL is pre-signed, so it is a secret.
    ///
    /// The default implementation reads the body into memory, and calls [`send`](Self::send). It
    /// fails if the body exceeds 128 MiB: implement this method to send a larger one.
    ///
    /// # Errors
    ///
    /// Like [`send`](Self::send), and also if the body cannot be read.
    fn upload(&self, request: Request<UploadBody>) -> TransportFuture<'_> {
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let body = body.collect(MAX_COLLECTED).await.map_err(|error| match error {
                Some(error) => TransportError::connection(error),
                None => TransportError::not_sent(format!(
                    "the attachment exceeds {MAX_COLLECTED} bytes, or the memory: \
                     implement `Transport::upload` to stream it"
                )),
            })?;
            self.send(Request::from_parts(head, body)).await
        })
    }

    /// Opens a connection for another protocol, for
    /// [`Client::open_socket`](crate::Client::open_socket). The URL has scheme, host and port only:
    /// https, or http with a loopback address. TLS must negotiate HTTP/1.1 at most.
    ///
    /// The default implementation fails. Override it in a transport that wraps another one.
    ///
    /// # Errors
    ///
    /// A [`TransportError`] if the connection cannot be opened. Its source is an [`io::Error`] of
    /// the kind [`Unsupported`](io::ErrorKind::Unsupported) if the transport has no sockets.
    fn open_socket(&self, url: Uri) -> SocketFuture<'_> {
        drop(url);
        let error = io::Error::new(io::ErrorKind::Unsupported, "the transport cannot open sockets");
        Box::pin(ready(Err(TransportError::connection(error))))
    }
}

impl<T: Transport + ?Sized> Transport for Box<T> {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        (**self).send(request)
    }

    fn upload(&self, request: Request<UploadBody>) -> TransportFuture<'_> {
        (**self).upload(request)
    }

    fn open_socket(&self, url: Uri) -> SocketFuture<'_> {
        (**self).open_socket(url)
    }
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        (**self).send(request)
    }

    fn upload(&self, request: Request<UploadBody>) -> TransportFuture<'_> {
        (**self).upload(request)
    }

    fn open_socket(&self, url: Uri) -> SocketFuture<'_> {
        (**self).open_socket(url)
    }
}

/// The future that [`Transport::send`] returns.
pub type TransportFuture<'a> =
    Pin<Box<dyn Future<Output = Result<Response<Bytes>, TransportError>> + Send + 'a>>;

/// The reason why there is no response, or only a part of one.
pub struct TransportError {
    pub(crate) failure: Failure,
    pub(crate) source: BoxError,
}

/// The extension of a request that must be sent on a new connection, because the previous one was
/// [stale](TransportError::stale_connection). A transport without a pool ignores it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewConnection;

#[derive(Clone)]
pub(crate) enum Failure {
    /// The configuration or the environment does not allow the request.
    NotSent,
    Connection,
    /// A connection that had been used before ended without a byte of a response, or the server
    /// says that it has not processed the request.
    Stale,
    Timeout,
    IncompleteBody(Box<response::Parts>),
    TooLarge {
        head: Box<response::Parts>,
        limit: usize,
    },
}

impl TransportError {
    /// Creates the error for a request that this program cannot send at all: without a Tokio
    /// runtime, for example, or without TLS. It is reported as
    /// [`InvalidInput`](crate::ErrorKind::InvalidInput) with the text of the source, and is not
    /// retried.
    pub fn not_sent(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { failure: Failure::NotSent, source: source.into() }
    }

    /// Creates the error for a request outside of a Tokio runtime.
    #[cfg(any(feature = "hyper", feature = "reqwest"))]
    pub(crate) fn no_runtime() -> Self {
        Self::not_sent(
            "there is no Tokio runtime: await the call inside of one, such as `#[tokio::main]`, or \
             set a transport that needs none",
        )
    }

    /// Creates the error for a service that could not be reached, or for a connection that broke
    /// before the headers of the response arrived.
    pub fn connection(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { failure: Failure::Connection, source: source.into() }
    }

    /// Creates the error for a service that could not be reached in time, or did not respond in
    /// time.
    pub fn timeout(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { failure: Failure::Timeout, source: source.into() }
    }

    /// Creates the error for a connection that could not be opened, or broke.
    #[cfg(feature = "hyper")]
    pub(crate) fn connection_or_timeout(source: impl Into<BoxError>) -> Self {
        let source = source.into();
        if is_timeout(source.as_ref()) { Self::timeout(source) } else { Self::connection(source) }
    }

    /// Creates the error for a connection that had been used before, and ended without a byte of
    /// the response.
    ///
    /// Servers close idle connections, which may cross with a request. So the client sends the
    /// request once more at once, with the extension [`NewConnection`]. This is not a further
    /// attempt: it costs no delay and no retry quota. It also fits a request that the server says it
    /// has not processed, as HTTP/2 servers can.
    ///
    /// Source: [RFC 9112, section 9.3.1](https://www.rfc-editor.org/rfc/rfc9112#section-9.3.1).
    pub fn stale_connection(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { failure: Failure::Stale, source: source.into() }
    }

    /// Creates the error for a connection that broke before the whole body of the response arrived.
    /// If the status is a success, the call is retried, because its output is unknown.
    pub fn incomplete_body(
        head: response::Parts,
        source: impl Into<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        Self { failure: Failure::IncompleteBody(Box::new(head)), source: source.into() }
    }

    /// Creates the error for a response whose body exceeds this limit, in bytes.
    #[must_use]
    pub fn too_large(head: response::Parts, limit: usize) -> Self {
        let failure = Failure::TooLarge { head: Box::new(head), limit };
        Self { failure, source: format!("the body exceeds {limit} bytes").into() }
    }
}

#[cfg(feature = "hyper")]
fn is_timeout(error: &(dyn StdError + 'static)) -> bool {
    let itself = error.downcast_ref::<io::Error>();
    itself.is_some_and(|error| error.kind() == io::ErrorKind::TimedOut)
        || error.source().is_some_and(is_timeout)
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.failure {
            Failure::NotSent => "the request cannot be sent",
            Failure::Connection | Failure::Stale => {
                "the service could not be reached, or the connection broke"
            }
            Failure::Timeout => "the time limit was exceeded",
            Failure::IncompleteBody(_) => "the response is incomplete",
            Failure::TooLarge { .. } => "the response is too large",
        })
    }
}

/// Omits the headers of the response, which may contain secrets.
impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportError")
            .field("failure", &format_args!("{self}"))
            .field("source", &self.source)
            .finish()
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(self.source.as_ref())
    }
}
