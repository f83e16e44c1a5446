//! A span for each call and an event for each attempt, with the crate `tracing`.
//!
//! They contain neither a token nor the content of a chat. The request id is the only text from the
//! service: a message of the service may repeat what was sent.

use std::time::Duration;

use bytes::Bytes;
use http::Response;
use tracing::{Instrument as _, Span, debug, field, info_span, warn};

use crate::call::attempts::Attempts;
use crate::error::Error;
use crate::protocol::response::ResponseReader;
use crate::redact::Redactor;

/// The target of the span and the events.
const TARGET: &str = "connect_participant";

pub(crate) struct Trace(Span);

impl Trace {
    pub(crate) fn new(operation: &str, content_type: Option<&str>) -> Self {
        Self(info_span!(
            target: TARGET,
            "call",
            operation,
            content_type,
            attempts = field::Empty,
            status = field::Empty,
            request_id = field::Empty,
            error = field::Empty,
        ))
    }

    pub(crate) fn instrument<F: Future>(
        &self,
        call: F,
    ) -> impl Future<Output = F::Output> + use<F> {
        call.instrument(self.0.clone())
    }

    /// Records an attempt that has succeeded.
    pub(in crate::call) fn success(
        &self,
        attempts: &Attempts<'_>,
        response: &Response<Bytes>,
        redactor: &Redactor,
    ) {
        let attempt = attempts.made();
        let status = response.status().as_u16();
        let request_id = ResponseReader { redactor }.request_id(response.headers());
        debug!(
            target: TARGET,
            attempt,
            status,
            request_id,
            elapsed_ms = milliseconds(attempts.elapsed()),
            "attempt succeeded",
        );
        self.0.record("attempts", attempt).record("status", status);
        self.0.record("request_id", request_id);
    }

    /// Records that the request of an attempt is sent once more.
    #[expect(clippy::unused_self, reason = "the event belongs to the span")]
    pub(in crate::call) fn stale(&self, attempts: &Attempts<'_>) {
        let attempt = attempts.made();
        debug!(target: TARGET, attempt, "stale connection: sending again on a new one");
    }

    /// Records an attempt that has failed, and the delay before the next one.
    pub(in crate::call) fn failure(
        &self,
        attempts: &Attempts<'_>,
        error: &Error,
        retry_in: Option<Duration>,
    ) {
        let attempt = attempts.made();
        let kind = field::display(error.kind());
        let status = error.status().map(|status| status.as_u16());
        warn!(
            target: TARGET,
            attempt,
            error = %kind,
            status,
            request_id = error.request_id(),
            elapsed_ms = milliseconds(attempts.elapsed()),
            retry_in_ms = retry_in.map(|pause| u64::try_from(pause.as_millis()).unwrap_or(u64::MAX)),
            "attempt failed",
        );
        if retry_in.is_none() {
            self.0.record("attempts", attempt).record("error", kind).record("status", status);
            self.0.record("request_id", error.request_id());
        }
    }
}

/// Returns the duration in milliseconds, rounded to hundredths.
fn milliseconds(duration: Duration) -> f64 {
    (duration.as_secs_f64() * 100_000.0).round() / 100.0
}
