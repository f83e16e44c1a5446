//! Without the feature `tracing`, nothing.

use std::time::Duration;

use bytes::Bytes;
use http::Response;

use crate::Error;
use crate::answer::Reader;
use crate::attempts::Attempts;

pub(crate) struct Trace;

#[expect(clippy::unused_self, reason = "with the feature, there is something in it")]
impl Trace {
    pub(crate) fn new(_: &str, _: Option<&str>) -> Self {
        Self
    }

    pub(crate) fn follow<F: Future>(&self, call: F) -> F {
        call
    }

    pub(crate) fn success(&self, _: &Attempts<'_>, _: &Response<Bytes>, _: &Reader<'_>) {}

    pub(crate) fn failure(&self, _: &Attempts<'_>, _: &Error, _: Option<Duration>) {}
}
