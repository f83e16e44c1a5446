//! A span for each call and an event for each attempt, with the crate `tracing`.
//!
//! They contain neither a token nor the content of a chat. The request id is the only text from the
//! service: a message of the service may repeat what was sent.
//!
//! The names follow the [semantic conventions of OpenTelemetry for the AWS
//! SDK](https://opentelemetry.io/docs/specs/semconv/cloud-providers/aws-sdk/). The fields that begin
//! with `otel.` are those of `tracing-opentelemetry`, which reads unsigned integers as text. So all
//! integers are signed.

use std::time::Duration;

use bytes::Bytes;
use http::uri::Scheme;
use http::{Response, Uri};
#[cfg(feature = "blocking")]
use tracing::instrument::WithSubscriber as _;
use tracing::{Instrument as _, Span, debug, field, info_span, warn};

use crate::call::attempts::Attempts;
use crate::config::Config;
use crate::error::Error;
use crate::protocol::response::request_id;
use crate::redact::Redactor;

/// The target of the spans and the events.
const TARGET: &str = "connect_participant";

/// The name of the service in the AWS SDKs.
const SERVICE: &str = "ConnectParticipant";

pub(crate) struct Trace(Span);

impl Trace {
    /// Returns the trace of a call that has not started. It records nothing.
    pub(crate) fn none() -> Self {
        Self(Span::none())
    }

    /// Starts the trace of a call of an operation.
    pub(crate) fn call(config: &Config, operation: &str, content_type: Option<&str>) -> Self {
        let endpoint = &config.endpoint;
        Self(info_span!(
            target: TARGET,
            "call",
            "otel.name" = %format_args!("{SERVICE}.{operation}"),
            "otel.kind" = "client",
            "rpc.system" = "aws-api",
            "rpc.service" = SERVICE,
            "rpc.method" = operation,
            "server.address" = endpoint.host(),
            "server.port" = i64::from(endpoint.port()),
            "cloud.region" = endpoint.region(),
            content_type,
            attempts = field::Empty,
            "http.request.resend_count" = field::Empty,
            "http.response.status_code" = field::Empty,
            "aws.request_id" = field::Empty,
            "error.type" = field::Empty,
            "otel.status_code" = field::Empty,
        ))
    }

    /// Traces a call whose input was rejected, so that there was no attempt.
    pub(crate) fn rejected(config: &Config, error: &Error) {
        Self::call(config, error.operation().unwrap_or_default(), None).failed(error);
    }

    /// Starts the trace of the upload of an attachment, which takes several steps.
    pub(crate) fn upload(size: u64) -> Self {
        Self(info_span!(
            target: TARGET,
            "upload",
            "otel.name" = %format_args!("{SERVICE}.UploadAttachment"),
            "otel.kind" = "internal",
            size = i64::try_from(size).unwrap_or(i64::MAX),
            "error.type" = field::Empty,
            "otel.status_code" = field::Empty,
        ))
    }

    /// Starts the trace of the step of an upload that goes to a pre-signed URL. Only the host of the
    /// URL is not secret.
    pub(crate) fn put(name: &str, uri: Option<&Uri>) -> Self {
        let is_http = |uri: &Uri| uri.scheme() == Some(&Scheme::HTTP);
        let port = |uri: &Uri| uri.port_u16().unwrap_or(if is_http(uri) { 80 } else { 443 });
        Self(info_span!(
            target: TARGET,
            "put",
            "otel.name" = %format_args!("{SERVICE}.{name}"),
            "otel.kind" = "client",
            "http.request.method" = "PUT",
            "server.address" = uri.and_then(Uri::host),
            "server.port" = uri.map(|uri| i64::from(port(uri))),
            attempts = field::Empty,
            "http.request.resend_count" = field::Empty,
            "http.response.status_code" = field::Empty,
            "aws.request_id" = field::Empty,
            "error.type" = field::Empty,
            "otel.status_code" = field::Empty,
        ))
    }

    /// Keeps the span and the subscriber of this thread, for a future that runs on another one.
    #[cfg(feature = "blocking")]
    pub(crate) fn keep_context<F: Future>(future: F) -> impl Future<Output = F::Output> + use<F> {
        future.in_current_span().with_current_subscriber()
    }

    pub(crate) fn instrument<F: Future>(
        &self,
        call: F,
    ) -> impl Future<Output = F::Output> + use<F> {
        call.instrument(self.0.clone())
    }

    /// Records that an attempt has waited for the rate limiter.
    #[expect(clippy::unused_self, reason = "the event belongs to the span")]
    pub(in crate::call) fn waited(&self, attempts: &Attempts<'_>, waited: Duration) {
        if !waited.is_zero() {
            let (attempt, waited_ms) = (i64::from(attempts.made()), milliseconds(waited));
            debug!(target: TARGET, attempt, waited_ms, "waited for the rate limit");
        }
    }

    /// Records that the next attempt is not sent, because the rate limiter did not allow it in time.
    #[expect(clippy::unused_self, reason = "the event belongs to the span")]
    pub(in crate::call) fn not_sent(&self, attempts: &Attempts<'_>) {
        let attempt = i64::from(attempts.made()) + 1;
        warn!(target: TARGET, attempt, "not sent: the rate limit left no time");
    }

    /// Records an attempt that has succeeded.
    pub(in crate::call) fn success(
        &self,
        attempts: &Attempts<'_>,
        response: &Response<Bytes>,
        redactor: &Redactor,
    ) {
        let attempt = attempts.made();
        let status = i64::from(response.status().as_u16());
        let request_id = request_id(redactor, response.headers());
        debug!(
            target: TARGET,
            attempt = i64::from(attempt),
            "http.response.status_code" = status,
            "aws.request_id" = request_id,
            elapsed_ms = milliseconds(attempts.elapsed()),
            "attempt succeeded",
        );
        self.record_response(attempt, Some(status), request_id.as_deref());
    }

    /// Records that the request of an attempt is sent once more.
    #[expect(clippy::unused_self, reason = "the event belongs to the span")]
    pub(in crate::call) fn stale(&self, attempts: &Attempts<'_>) {
        let attempt = i64::from(attempts.made());
        debug!(target: TARGET, attempt, "stale connection: sending again on a new one");
    }

    /// Records that a layer wants the request of an attempt to be sent once more.
    #[expect(clippy::unused_self, reason = "the event belongs to the span")]
    pub(in crate::call) fn repeated(&self, attempts: &Attempts<'_>) {
        let attempt = i64::from(attempts.made());
        debug!(target: TARGET, attempt, "sending again for a layer");
    }

    /// Records an attempt that has failed, and the delay before the next one.
    #[expect(clippy::unused_self, reason = "the event belongs to the span")]
    pub(in crate::call) fn failure(
        &self,
        attempts: &Attempts<'_>,
        error: &Error,
        retry_in: Option<Duration>,
    ) {
        warn!(
            target: TARGET,
            attempt = i64::from(attempts.made()),
            "error.type" = %error.kind(),
            "http.response.status_code" = status(error),
            "aws.request_id" = error.request_id(),
            elapsed_ms = milliseconds(attempts.elapsed()),
            retry_in_ms = retry_in.map(|pause| i64::try_from(pause.as_millis()).unwrap_or(i64::MAX)),
            "attempt failed",
        );
    }

    /// Records that the call has failed.
    pub(crate) fn failed(&self, error: &Error) {
        self.record_response(error.attempts(), status(error), error.request_id());
        self.0.record("error.type", field::display(error.kind()));
        self.0.record("otel.status_code", "ERROR");
    }

    fn record_response(&self, attempts: u32, status: Option<i64>, request_id: Option<&str>) {
        self.0.record("attempts", i64::from(attempts));
        if attempts > 1 {
            self.0.record("http.request.resend_count", i64::from(attempts - 1));
        }
        if let Some(status) = status {
            self.0.record("http.response.status_code", status);
        }
        if let Some(request_id) = request_id {
            self.0.record("aws.request_id", request_id);
        }
    }
}

fn status(error: &Error) -> Option<i64> {
    error.status().map(|status| status.as_u16().into())
}

/// Returns the duration in milliseconds, rounded to hundredths.
fn milliseconds(duration: Duration) -> f64 {
    (duration.as_secs_f64() * 100_000.0).round() / 100.0
}
