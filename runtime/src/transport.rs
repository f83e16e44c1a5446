//! How a request gets to the service, and its answer back.

#[cfg(any(feature = "hyper", feature = "reqwest", feature = "tower"))]
mod body;
#[cfg(feature = "hyper")]
mod hyper;
#[cfg_attr(
    not(any(feature = "hyper", feature = "reqwest")),
    expect(dead_code, reason = "none ships that could keep to them")
)]
mod limits;
#[cfg(feature = "reqwest")]
mod reqwest;
#[cfg(all(
    feature = "__rustls",
    not(feature = "native-tls"),
    any(feature = "hyper", feature = "reqwest")
))]
mod rustls;
mod shipped;
#[cfg(feature = "tower")]
mod tower;

use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use bytes::Bytes;
use http::{Request, Response, response};

pub(crate) use self::limits::Limits;
#[cfg(feature = "reqwest")]
pub(crate) use self::reqwest::Configure;
pub(crate) use self::shipped::shipped;
use crate::UploadBody;
use crate::error::BoxError;

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
    pub fn incomplete_body(
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
