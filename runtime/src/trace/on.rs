//! A span for each call, and an event for each attempt, by `tracing`.
//!
//! Neither a token nor a content is in them, and no text of the service's but the request id: a message of its may
//! repeat what it was sent.

use std::time::Duration;

use bytes::Bytes;
use http::Response;
use tracing::{Instrument as _, Span, debug, field, info_span, warn};

use crate::Error;
use crate::answer::Reader;
use crate::attempts::Attempts;

/// The target of the spans and events, whichever module they are in.
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

    pub(crate) fn follow<F: Future>(&self, call: F) -> impl Future<Output = F::Output> + use<F> {
        call.instrument(self.0.clone())
    }

    /// An attempt that settles the call.
    pub(crate) fn success(
        &self,
        attempts: &Attempts<'_>,
        answer: &Response<Bytes>,
        reader: &Reader<'_>,
    ) {
        let attempt = attempts.made();
        let status = answer.status().as_u16();
        let request_id = reader.request_id(answer.headers());
        debug!(
            target: TARGET,
            attempt,
            status,
            request_id,
            elapsed_ms = milliseconds(attempts.took()),
            "attempt succeeded",
        );
        self.0.record("attempts", attempt).record("status", status);
        self.0.record("request_id", request_id);
    }

    /// An attempt that does not, with the pause before the next one, if there is one.
    pub(crate) fn failure(
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
            elapsed_ms = milliseconds(attempts.took()),
            retry_in_ms = retry_in.map(|pause| u64::try_from(pause.as_millis()).unwrap_or(u64::MAX)),
            "attempt failed",
        );
        if retry_in.is_none() {
            self.0.record("attempts", attempt).record("error", kind).record("status", status);
            self.0.record("request_id", error.request_id());
        }
    }
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1_000.0
}
