//! When to try again.
//!
//! The rules and their figures are those of the AWS SDKs' standard mode.
//!
//! Source: [Retry behavior](https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html), AWS SDKs and
//! Tools Reference Guide.

mod after;
mod backoff;
mod quota;

use std::time::Duration;

pub(crate) use self::after::retry_after;
pub(crate) use self::backoff::{Backoff, Jitter, random_jitter};
use self::quota::Permit;
pub(crate) use self::quota::{Cost, Quota};
use crate::Error;

/// How often, and after how long, a call is tried again.
#[derive(Debug)]
pub(crate) struct Retry {
    pub(crate) max_attempts: u32,
    pub(crate) backoff: Backoff,
    pub(crate) quota: Quota,
}

/// A further attempt.
pub(crate) struct Again<'a> {
    /// How long to wait before it.
    pub(crate) delay: Duration,
    /// The quota's leave for it.
    pub(crate) permit: Permit<'a>,
}

impl Retry {
    /// Whether to make a further attempt after so many, the last of which ended with this error, where so much time is
    /// left. There is no point in waiting for longer than that, so the error is told at once then.
    pub(crate) fn again(&self, attempts: u32, error: &Error, left: Duration) -> Option<Again<'_>> {
        if attempts >= self.max_attempts || !error.is_retryable() {
            return None;
        }
        // Not before the service wants it.
        let delay = self.backoff.delay(attempts).max(error.retry_after().unwrap_or_default());
        if delay >= left {
            return None;
        }
        let permit = self.quota.take(Cost::of_retry_after(error.kind()))?;
        Some(Again { delay, permit })
    }
}
