//! How a request gets to the service, and its answer back.

#[cfg(any(feature = "hyper", feature = "reqwest", feature = "tower"))]
mod body;
#[cfg(feature = "hyper")]
mod hyper;
#[cfg(feature = "reqwest")]
mod reqwest;
#[cfg(all(
    feature = "__rustls",
    not(feature = "native-tls"),
    any(feature = "hyper", feature = "reqwest")
))]
mod rustls;
#[cfg(feature = "tower")]
mod tower;

use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response, response};
#[cfg(any(feature = "hyper", feature = "reqwest"))]
use tokio::sync::Semaphore;

use crate::endpoint::Endpoint;
use crate::error::{BoxError, innermost};
use crate::{Error, UploadBody};

#[cfg(feature = "hyper")]
use self::hyper::HyperTransport;
#[cfg(feature = "reqwest")]
pub(crate) use self::reqwest::Configure;
#[cfg(feature = "reqwest")]
use self::reqwest::ReqwestTransport;

/// How requests get to the service. One ships that is made of [hyper](https://docs.rs/hyper-util), and one of
/// [reqwest](https://docs.rs/reqwest), each with the feature of its name; give another one to
/// [`ClientBuilder::transport`](crate::ClientBuilder::transport), such as a fake in a test:
///
/// ```
/// use connect_participant::{Bytes, Client, Transport, TransportFuture, http};
///
/// struct Always(&'static str);
///
/// impl Transport for Always {
///     fn send(&self, _request: http::Request<Bytes>) -> TransportFuture<'_> {
///         Box::pin(async { Ok(http::Response::new(Bytes::from_static(self.0.as_bytes()))) })
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
/// A transport sends one request once: it follows no redirect, which would hand the token to another host, and tries
/// nothing again, which the client does. It need not watch the time either: the client does, and drops the future when
/// time is up. Only where there is neither a Tokio runtime nor a [`Clock`](crate::Clock), the client has no timers, and
/// the transport is on its own.
///
/// A transport that reads from a network stops at the
/// [`max_response_bytes`](crate::ClientBuilder::max_response_bytes) of the client and returns
/// [`too_large`](TransportError::too_large). The client looks at the length of what it is given, but by then the memory
/// is taken.
pub trait Transport: Send + Sync + 'static {
    /// Sends a request and reads the answer whole, whatever its status.
    ///
    /// The header `x-amz-bearer` is a secret, and marked as sensitive.
    ///
    /// # Errors
    ///
    /// A [`TransportError`] where there is no answer, or no whole one.
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_>;

    /// Sends a request whose body is read as it is sent: that of [`put_attachment`](crate::Client::put_attachment). Its URL
    /// is pre-signed, and so a secret.
    ///
    /// Unless an implementation does better, the body is read into memory and the request is [sent](Self::send).
    ///
    /// # Errors
    ///
    /// As for [`send`](Self::send), and where the body cannot be read.
    fn upload(&self, request: Request<UploadBody>) -> TransportFuture<'_> {
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let body = body.collect().await.map_err(TransportError::connection)?;
            self.send(Request::from_parts(head, body)).await
        })
    }
}

impl<T: Transport + ?Sized> Transport for Box<T> {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        (**self).send(request)
    }

    fn upload(&self, request: Request<UploadBody>) -> TransportFuture<'_> {
        (**self).upload(request)
    }
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        (**self).send(request)
    }

    fn upload(&self, request: Request<UploadBody>) -> TransportFuture<'_> {
        (**self).upload(request)
    }
}

/// What a transport that ships has to keep to.
#[cfg_attr(
    not(any(feature = "hyper", feature = "reqwest")),
    expect(dead_code, reason = "none ships")
)]
#[derive(Clone, Copy)]
pub(crate) struct Limits {
    pub(crate) connect_timeout: Duration,
    pub(crate) max_connections: usize,
    pub(crate) max_response_bytes: usize,
}

/// The transport that ships: hyper, or reqwest where that is configured or all there is.
pub(crate) fn build(
    endpoint: &Endpoint,
    limits: Limits,
    #[cfg(feature = "reqwest")] configure: Option<Configure>,
) -> Result<Box<dyn Transport>, Error> {
    #[cfg(feature = "reqwest")]
    {
        if cfg!(not(feature = "hyper")) || configure.is_some() {
            let transport = ReqwestTransport::new(endpoint, limits, configure);
            return Ok(Box::new(transport.map_err(cannot_build)?));
        }
    }
    #[cfg(feature = "hyper")]
    return Ok(Box::new(HyperTransport::new(endpoint, limits).map_err(cannot_build)?));
    #[cfg(not(feature = "hyper"))]
    {
        let _ = (endpoint, limits);
        Err(cannot_build("turn on the feature `hyper` or `reqwest`, or give a transport"))
    }
}

fn cannot_build(error: impl Into<BoxError>) -> Error {
    let error = error.into();
    let message = format!("the HTTP client cannot be built: {}", innermost(error.as_ref()));
    Error::invalid_input(message).with_source(error)
}

/// Leave to send requests, for as many at once as there may be connections. Uploads, which may take long, are counted
/// apart, so that they keep nobody from chatting.
#[cfg(any(feature = "hyper", feature = "reqwest"))]
struct Permits {
    calls: Semaphore,
    uploads: Semaphore,
}

#[cfg(any(feature = "hyper", feature = "reqwest"))]
impl Permits {
    fn new(limits: Limits) -> Self {
        let most = limits.max_connections.min(Semaphore::MAX_PERMITS);
        Self { calls: Semaphore::new(most), uploads: Semaphore::new(most) }
    }
}

#[cfg(all(
    any(feature = "hyper", feature = "reqwest"),
    not(any(feature = "native-tls", feature = "__rustls"))
))]
const NO_TLS: &str = "there is no TLS: turn on the feature `ring`, `aws-lc-rs` or `native-tls`";

/// How long a connection is kept that nobody uses. A load balancer of AWS's closes it after 60 seconds by default, and a
/// request that is sent at that moment is lost.
///
/// Source: [Connection idle timeout](https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html).
#[cfg(any(feature = "hyper", feature = "reqwest"))]
const POOL_IDLE_TIMEOUT: Duration = Duration::from_secs(20);

/// How often a connection of HTTP/2 is asked whether the other side is there, and how long it may leave that unanswered.
/// All requests share it, and a timeout does not close it.
#[cfg(all(feature = "http2", any(feature = "hyper", feature = "reqwest")))]
const HTTP2_KEEPALIVE: Duration = Duration::from_secs(5);

/// Makes a transport of the user's own that reads so many bytes of an answer.
pub(crate) type MakeTransport = Box<dyn FnOnce(usize) -> Box<dyn Transport> + Send>;

/// What [`Transport::send`] returns.
pub type TransportFuture<'a> =
    Pin<Box<dyn Future<Output = Result<Response<Bytes>, TransportError>> + Send + 'a>>;

/// Why there is no answer, or no whole one.
pub struct TransportError {
    pub(crate) failure: Failure,
    pub(crate) source: BoxError,
}

pub(crate) enum Failure {
    Connection,
    Timeout,
    CutShort(Box<response::Parts>),
    TooLarge { head: Box<response::Parts>, limit: usize },
}

impl TransportError {
    /// The service was not reached, or the connection broke before the answer's head had come.
    pub fn connection(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { failure: Failure::Connection, source: source.into() }
    }

    /// It took too long to reach the service, or until its answer was there.
    pub fn timeout(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { failure: Failure::Timeout, source: source.into() }
    }

    /// The answer's head has come, and its body broke off. The call is tried again where the answer is a success, as
    /// nobody can tell what the rest would have said.
    pub fn cut_short(
        head: response::Parts,
        source: impl Into<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        Self { failure: Failure::CutShort(Box::new(head)), source: source.into() }
    }

    /// The answer's head has come, and its body is larger than this limit, in bytes.
    #[must_use]
    pub fn too_large(head: response::Parts, limit: usize) -> Self {
        let failure = Failure::TooLarge { head: Box::new(head), limit };
        Self { failure, source: format!("the body has more than {limit} bytes").into() }
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.failure {
            Failure::Connection => "the service was not reached, or the connection broke",
            Failure::Timeout => "it took too long",
            Failure::CutShort(_) => "the answer broke off",
            Failure::TooLarge { .. } => "the answer is too large",
        })
    }
}

/// Tells nothing of the answer's head, which may repeat anything.
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

#[cfg(all(test, not(feature = "__rustls"), not(feature = "native-tls")))]
mod tests {
    use crate::Client;

    fn problem(endpoint: &str) -> Option<String> {
        let error = Client::builder().endpoint_url(endpoint).build().err()?;
        Some(error.to_string())
    }

    #[cfg(any(feature = "hyper", feature = "reqwest"))]
    #[test]
    fn without_tls_there_is_a_service_on_this_machine_alone() {
        assert_eq!(problem("http://127.0.0.1:1"), None);
        assert_eq!(
            problem("https://127.0.0.1:1").unwrap(),
            "InvalidInput: the HTTP client cannot be built: \
             there is no TLS: turn on the feature `ring`, `aws-lc-rs` or `native-tls`"
        );
    }

    #[cfg(not(any(feature = "hyper", feature = "reqwest")))]
    #[test]
    fn without_a_transport_there_is_one_of_the_users_alone() {
        assert_eq!(
            problem("http://127.0.0.1:1").unwrap(),
            "InvalidInput: the HTTP client cannot be built: \
             turn on the feature `hyper` or `reqwest`, or give a transport"
        );
    }
}
