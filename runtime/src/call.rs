//! One call: its attempts, until one of them settles it.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::Duration;

use bytes::Bytes;
use connect_participant_model::{self as model, Operation};
use http::header::{CONTENT_TYPE, USER_AGENT};
use http::{HeaderMap, HeaderValue, Method, Request, Response, Uri};
use tokio::task::unconstrained;

use crate::answer::Reader;
use crate::attempts::Attempts;
use crate::config::Config;
use crate::error::{BoxError, innermost};
use crate::header::{BEARER, JSON};
use crate::operation::{Input, Output, encode};
use crate::secrets::Secrets;
use crate::trace::Trace;
use crate::transport::{Failure, TransportError};
use crate::{Error, ErrorKind, Result};

const THIS_CRATE: HeaderValue =
    HeaderValue::from_static(concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")));

/// A call, with all that each of its attempts sends: the same client token among it, so that the service knows a
/// repeated one.
pub(crate) struct Call {
    operation: &'static Operation,
    /// What kind of event or message it is about, where it is.
    content_type: Option<&'static str>,
    uri: Uri,
    /// JSON, where the operation has a body.
    body: Option<Bytes>,
    secrets: Secrets,
}

/// How many headers a request has at most, those included that a transport adds: the host and the length of the body.
const HEADERS: usize = 5;

impl Call {
    /// A call, whole, so that the input need not live as long as the call does.
    pub(crate) fn prepare<I: Input>(config: &Config, input: &I) -> Result<Self> {
        let operation = I::OPERATION;
        let call = encode(input).and_then(|encoded| {
            Ok(Self {
                operation,
                content_type: encoded.content_type,
                uri: config.endpoint.uri(&encoded.path)?,
                secrets: Secrets::new(encoded.token, input.secrets()),
                body: encoded.body.map(Bytes::from),
            })
        });
        call.map_err(|error| error.during(operation.name, 0))
    }

    /// Makes the call.
    pub(crate) async fn make<O: Output>(&self, config: &Config) -> Result<O> {
        let trace = Trace::new(self.operation.name, self.content_type);
        trace.follow(self.attempts(config, &trace)).await
    }

    async fn attempts<O: Output>(&self, config: &Config, trace: &Trace) -> Result<O> {
        let reader = Reader { secrets: &self.secrets };
        let mut attempts = Attempts::new(config, config.timeouts.operation);
        loop {
            let left = attempts.begin();
            let error = match self.attempt(config, &reader, left).await {
                Ok(answer) => match reader.read(&answer) {
                    Ok(output) => {
                        attempts.succeeded();
                        trace.success(&attempts, &answer, &reader);
                        return Ok(output);
                    }
                    Err(error) => error,
                },
                Err(error) => error,
            };
            let again = attempts.again(&error);
            let pause = again.as_ref().map(|again| again.delay);
            trace.failure(&attempts, &error, pause);
            let Some(again) = again else {
                let error = error.about(self.content_type);
                return Err(error.during(self.operation.name, attempts.made()));
            };
            attempts.wait(again).await;
        }
    }

    /// Sends the request once.
    async fn attempt(
        &self,
        config: &Config,
        reader: &Reader<'_>,
        left: Duration,
    ) -> Result<Response<Bytes>> {
        let limit = config.timeouts.operation_attempt.min(left);
        let sent = config.transport.send(self.request());
        match within(config, limit, sent).await {
            Some(Ok(answer)) if answer.body().len() > config.max_response_bytes => {
                Err(reader.too_large(&answer.into_parts().0, config.max_response_bytes))
            }
            Some(Ok(answer)) => Ok(answer),
            Some(Err(TransportError { failure, source })) => Err(match failure {
                Failure::Connection => no_answer(config, reader, ErrorKind::Transport, source),
                Failure::Timeout => no_answer(config, reader, ErrorKind::Timeout, source),
                Failure::CutShort(head) => {
                    let error = reader.cut_short(&head, &source);
                    let is_told = reader.secrets.are_told_by(source.as_ref());
                    if is_told { error } else { error.with_source(source) }
                }
                Failure::TooLarge { head, limit } => reader.too_large(&head, limit),
            }),
            None => {
                let reason = too_long(config, left).into();
                Err(no_answer(config, reader, ErrorKind::Timeout, reason))
            }
        }
    }

    fn request(&self) -> Request<Bytes> {
        let mut headers = HeaderMap::with_capacity(HEADERS);
        headers.insert(USER_AGENT, THIS_CRATE);
        if let Some(bearer) = self.secrets.bearer() {
            headers.insert(BEARER, bearer.clone());
        }
        if self.body.is_some() {
            headers.insert(CONTENT_TYPE, JSON);
        }
        let mut request = Request::new(self.body.clone().unwrap_or_default());
        *request.method_mut() = match self.operation.method {
            model::Method::Get => Method::GET,
            model::Method::Post => Method::POST,
        };
        *request.uri_mut() = self.uri.clone();
        *request.headers_mut() = headers;
        request
    }
}

fn no_answer(config: &Config, reader: &Reader<'_>, kind: ErrorKind, reason: BoxError) -> Error {
    let endpoint = config.endpoint.as_str();
    unanswered(kind, &format!("no answer from {endpoint}"), reason, reader.secrets)
}

/// The error where there is no answer, for this reason. What tells a secret is no part of it.
pub(crate) fn unanswered(
    kind: ErrorKind,
    what: &str,
    reason: BoxError,
    secrets: &Secrets,
) -> Error {
    let told = secrets.printable(&innermost(reason.as_ref()).to_string());
    let error = Error::new(kind).with_message(format!("{what}: {told}"));
    if secrets.are_told_by(reason.as_ref()) { error } else { error.with_source(reason) }
}

/// What was too long for an attempt that began with so much time left.
fn too_long(config: &Config, left: Duration) -> String {
    let attempt = config.timeouts.operation_attempt;
    if attempt <= left {
        format!("it took longer than {}", humantime::format_duration(attempt))
    } else {
        let operation = humantime::format_duration(config.timeouts.operation);
        format!("the call took longer than {operation}")
    }
}

/// What comes of a request that was sent, unless so much time is up.
pub(crate) async fn within<T>(
    config: &Config,
    limit: Duration,
    mut sent: impl Future<Output = T> + Unpin,
) -> Option<T> {
    // A transport that always has something to do leaves nothing of the task's budget, which a timer needs too.
    let mut time_is_up = pin!(unconstrained(config.time.sleep(limit)));
    poll_fn(|context| match Pin::new(&mut sent).poll(context) {
        // What has come counts, also where its time is up.
        Poll::Ready(answer) => Poll::Ready(Some(answer)),
        Poll::Pending => time_is_up.as_mut().poll(context).map(|()| None),
    })
    .await
}
