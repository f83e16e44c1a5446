//! The client: what a call goes through.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, USER_AGENT};
use http::{HeaderName, HeaderValue, Request, Response};

use crate::answer::Reader;
use crate::endpoint::Endpoint;
use crate::error::{BoxError, innermost};
use crate::operation::{Encoded, Input, Output};
use crate::transport::{Failure, Transport, TransportError};
use crate::{ClientBuilder, Error, ErrorKind, Result};

/// The header with the token that authorises a call.
pub(crate) const BEARER: HeaderName = HeaderName::from_static("x-amz-bearer");
/// What bodies are, both ways.
pub(crate) const JSON: HeaderValue = HeaderValue::from_static("application/json");
const THIS_CRATE: HeaderValue =
    HeaderValue::from_static(concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")));

/// Talks to the Amazon Connect Participant Service.
///
/// It takes no AWS credentials: a call is authorised by the token that it carries. It is cheap to clone; clones share
/// their connections, and one is enough for a whole process.
///
/// # Panics
///
/// Calls run on a Tokio runtime. One that was built without I/O or without timers panics, as it does for everything that
/// needs them: `#[tokio::main]`, `Runtime::new` and `enable_all` give it both.
///
/// ```
/// use connect_participant::Client;
///
/// let client = Client::builder().region("eu-central-1").build()?;
/// assert_eq!(client.endpoint_url(), "https://participant.connect.eu-central-1.amazonaws.com");
/// # Ok::<(), connect_participant::Error>(())
/// ```
#[derive(Clone)]
pub struct Client {
    inner: Arc<Inner>,
}

struct Inner {
    endpoint: Endpoint,
    transport: Box<dyn Transport>,
    timeouts: Timeouts,
}

/// How long things may take.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Timeouts {
    pub(crate) operation_attempt: Duration,
    pub(crate) operation: Duration,
}

impl Client {
    /// Sets up a client.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::new()
    }

    /// A client with what the environment says, and the defaults beyond that: see [`ClientBuilder::from_env`].
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](ErrorKind::InvalidInput) where a variable has a value that is no value for it, or there is no
    /// region and no endpoint.
    pub fn from_env() -> Result<Self> {
        ClientBuilder::from_env()?.build()
    }

    pub(crate) fn new(
        endpoint: Endpoint,
        transport: Box<dyn Transport>,
        timeouts: Timeouts,
    ) -> Self {
        Self { inner: Arc::new(Inner { endpoint, transport, timeouts }) }
    }

    /// Where requests go: scheme, host and port, and a path if the endpoint is one of your own with a path.
    #[must_use]
    pub fn endpoint_url(&self) -> &str {
        self.inner.endpoint.as_str()
    }

    /// The request of a call, whole, so that the input need not live as long as the call does.
    pub(crate) fn request<I: Input>(&self, input: I) -> Result<Request<Bytes>> {
        let operation = I::OPERATION;
        let request = input
            .encode()
            .and_then(|input| self.http_request(operation.method.as_str(), operation.path, input));
        request.map_err(|error| error.during(operation.name, 0))
    }

    fn http_request(&self, method: &str, path: &str, input: Encoded) -> Result<Request<Bytes>> {
        Request::builder()
            .method(method)
            .uri(self.inner.endpoint.uri(path)?)
            .header(BEARER, input.bearer)
            .header(CONTENT_TYPE, JSON)
            .header(USER_AGENT, THIS_CRATE)
            .body(Bytes::from(input.body))
            .map_err(|error| {
                Error::invalid_input("the request cannot be written").with_source(error)
            })
    }

    /// Makes a call.
    pub(crate) async fn call<O: Output>(
        &self,
        operation: &'static str,
        request: Result<Request<Bytes>>,
    ) -> Result<O> {
        let request = request?;
        let reader = Reader::new(request.headers().get(BEARER).cloned());
        let answer = self.attempt(request, &reader).await;
        answer.and_then(|answer| reader.read(&answer)).map_err(|error| error.during(operation, 1))
    }

    async fn attempt(&self, request: Request<Bytes>, reader: &Reader) -> Result<Response<Bytes>> {
        let Timeouts { operation_attempt, operation } = self.inner.timeouts;
        let sent = self.inner.transport.send(request);
        let limit = operation_attempt.min(operation);
        // Without a Tokio runtime there is no timer, and the transport is one of the user's own, which can do without.
        let answer = match tokio::runtime::Handle::try_current() {
            Ok(_) => tokio::time::timeout(limit, sent).await.map_err(|_| {
                let limit = humantime::format_duration(limit);
                self.no_answer(ErrorKind::Timeout, format!("it took longer than {limit}").into())
            })?,
            Err(_) => sent.await,
        };
        answer.map_err(|TransportError { failure, source }| match failure {
            Failure::Connection => self.no_answer(ErrorKind::Transport, source),
            Failure::Timeout => self.no_answer(ErrorKind::Timeout, source),
            Failure::Body(head) => reader.without_body(&head, &source).with_source(source),
        })
    }

    fn no_answer(&self, kind: ErrorKind, reason: BoxError) -> Error {
        let message =
            format!("no answer from {}: {}", self.endpoint_url(), innermost(reason.as_ref()));
        Error::new(kind).with_message(message).with_source(reason)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("endpoint_url", &self.endpoint_url())
            .field("timeouts", &self.inner.timeouts)
            .finish_non_exhaustive()
    }
}
