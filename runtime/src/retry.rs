//! Retries.
//!
//! The rules and their figures are those of the AWS SDKs' standard mode.
//!
//! Source: [Retry
//! behavior](https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html), AWS SDKs
//! and Tools Reference Guide.

mod backoff;
mod classify;
mod quota;

use std::sync::Arc;
use std::time::Duration;

pub(crate) use self::backoff::{Backoff, Jitter, random_jitter};
pub(crate) use self::classify::classify;
use self::quota::Permit;
pub(crate) use self::quota::{Cost, Quota};
use crate::error::Error;

/// The retry settings of a client, and the quota that its clones share.
#[derive(Debug, Clone)]
pub(crate) struct RetryPolicy {
    pub(crate) max_attempts: u32,
    pub(crate) backoff: Arc<Backoff>,
    pub(crate) quota: Arc<Quota>,
}

/// A retry that may be made.
pub(crate) struct Retry<'a> {
    /// The time to wait before it.
    pub(crate) delay: Duration,
    /// Its share of the quota.
    pub(crate) permit: Permit<'a>,
}

impl RetryPolicy {
    /// Returns the next retry, or `None` if the call must not be retried.
    ///
    /// A delay that does not end within the remaining time is not started, so that the caller gets
    /// the error at once.
    pub(crate) fn next(
        &self,
        attempts: u32,
        error: &Error,
        remaining: Duration,
    ) -> Option<Retry<'_>> {
        if attempts >= self.max_attempts || !error.is_retryable() {
            return None;
        }
        let delay = self.backoff.delay(attempts).max(error.retry_after().unwrap_or_default());
        if delay >= remaining {
            return None;
        }
        let permit = self.quota.take(Cost::of_retry_after(error.kind()))?;
        Some(Retry { delay, permit })
    }
}
