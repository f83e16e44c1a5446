//! No trace.

use std::time::Duration;

use bytes::Bytes;
use http::{Response, Uri};

use crate::call::attempts::Attempts;
use crate::config::Config;
use crate::error::Error;
use crate::redact::Redactor;

pub(crate) struct Trace;

#[expect(clippy::unused_self, reason = "the trace of the feature `tracing` uses it")]
impl Trace {
    pub(crate) fn none() -> Self {
        Self
    }

    pub(crate) fn call(_: &Config, _: &str, _: Option<&str>) -> Self {
        Self
    }

    pub(crate) fn rejected(_: &Config, _: &Error) {}

    pub(crate) fn upload(_: u64) -> Self {
        Self
    }

    pub(crate) fn put(_: &str, _: Option<&Uri>) -> Self {
        Self
    }

    #[cfg(feature = "blocking")]
    pub(crate) fn keep_context<F: Future>(future: F) -> F {
        future
    }

    pub(crate) fn instrument<F: Future>(&self, call: F) -> F {
        call
    }

    pub(in crate::call) fn waited(&self, _: &Attempts<'_>, _: Duration) {}

    pub(in crate::call) fn not_sent(&self, _: &Attempts<'_>) {}

    pub(in crate::call) fn success(&self, _: &Attempts<'_>, _: &Response<Bytes>, _: &Redactor) {}

    pub(in crate::call) fn stale(&self, _: &Attempts<'_>) {}

    pub(in crate::call) fn repeated(&self, _: &Attempts<'_>) {}

    pub(in crate::call) fn failure(&self, _: &Attempts<'_>, _: &Error, _: Option<Duration>) {}

    pub(crate) fn failed(&self, _: &Error) {}
}
