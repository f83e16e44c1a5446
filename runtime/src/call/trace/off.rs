//! No trace.

use std::time::Duration;

use bytes::Bytes;
use http::Response;

use crate::call::attempts::Attempts;
use crate::error::Error;
use crate::redact::Redactor;

pub(crate) struct Trace;

#[expect(clippy::unused_self, reason = "the trace of the feature `tracing` uses it")]
impl Trace {
    pub(crate) fn new(_: &str, _: Option<&str>) -> Self {
        Self
    }

    pub(crate) fn instrument<F: Future>(&self, call: F) -> F {
        call
    }

    pub(in crate::call) fn success(&self, _: &Attempts<'_>, _: &Response<Bytes>, _: &Redactor) {}

    pub(in crate::call) fn stale(&self, _: &Attempts<'_>) {}

    pub(in crate::call) fn failure(&self, _: &Attempts<'_>, _: &Error, _: Option<Duration>) {}
}
