//! How a request gets to the service, and its answer back.

mod reqwest;
mod tls;

use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;

use bytes::Bytes;
use http::{Request, Response, response};

use crate::error::BoxError;

pub(crate) use self::reqwest::{Configure, ReqwestTransport};

/// How requests get to the service. The one that ships is made of [reqwest](https://docs.rs/reqwest); give another one
/// to [`ClientBuilder::transport`](crate::ClientBuilder::transport), such as a fake in a test:
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
/// nothing again. On a Tokio runtime it need not watch the time either: the client does, and drops the future when time
/// is up. Elsewhere the client has no timer, and the transport is on its own.
pub trait Transport: Send + Sync + 'static {
    /// Sends a request and reads the answer whole, whatever its status.
    ///
    /// The header `x-amz-bearer` is a secret, and marked as sensitive.
    ///
    /// # Errors
    ///
    /// A [`TransportError`] where there is no answer, or no whole one.
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_>;
}

/// What [`Transport::send`] returns.
pub type TransportFuture<'a> =
    Pin<Box<dyn Future<Output = Result<Response<Bytes>, TransportError>> + Send + 'a>>;

/// Why there is no answer, or no whole one.
#[derive(Debug)]
pub struct TransportError {
    pub(crate) failure: Failure,
    pub(crate) source: BoxError,
}

#[derive(Debug)]
pub(crate) enum Failure {
    Connection,
    Timeout,
    Body(Box<response::Parts>),
}

impl TransportError {
    /// The service was not reached, or the connection broke before the answer's head had come.
    pub fn connection(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { failure: Failure::Connection, source: source.into() }
    }

    /// It took too long to reach the service.
    pub fn timeout(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { failure: Failure::Timeout, source: source.into() }
    }

    /// The answer's head has come, and its body could not be read: it was cut short, say, or larger than is sensible.
    pub fn body(head: response::Parts, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { failure: Failure::Body(Box::new(head)), source: source.into() }
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.failure {
            Failure::Connection => "the service was not reached, or the connection broke",
            Failure::Timeout => "it took too long to reach the service",
            Failure::Body(_) => "the body of the answer could not be read",
        })
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(self.source.as_ref())
    }
}
