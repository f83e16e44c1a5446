//! The number of attempts of a call, and the time that remains for them.

use std::time::{Duration, Instant};

use crate::config::Config;
use crate::error::Error;
use crate::retry::{Cost, Retry};

/// The attempts of one call so far.
pub(super) struct Attempts<'a> {
    config: &'a Config,
    deadline: Deadline,
    made: u32,
    started: Instant,
    last_retry: Option<Cost>,
}

impl<'a> Attempts<'a> {
    /// Starts the first attempt.
    pub(super) fn new(config: &'a Config, timeout: Duration) -> Self {
        let now = config.time.now();
        let deadline = Deadline::after(now, timeout);
        Self { config, deadline, made: 1, started: now, last_retry: None }
    }

    /// Returns the time that remains for this attempt and all further ones, from its start.
    pub(super) fn remaining(&self) -> Duration {
        self.deadline.remaining(self.started)
    }

    /// Starts the same attempt once more.
    pub(super) fn start_again(&mut self) {
        self.started = self.config.time.now();
    }

    /// Returns the number of the last attempt, from 1.
    pub(super) fn made(&self) -> u32 {
        self.made
    }

    /// Returns the time since the last attempt started.
    #[cfg(feature = "tracing")]
    pub(super) fn elapsed(&self) -> Duration {
        self.config.time.now().saturating_duration_since(self.started)
    }

    /// Records that the last attempt has succeeded.
    pub(super) fn succeeded(&self) {
        self.config.retry.quota.succeeded(self.last_retry);
    }

    /// Returns the next retry, or `None` if the call must not be retried after this error.
    pub(super) fn next_retry(&self, error: &Error) -> Option<Retry<'a>> {
        let Config { time, retry, timeouts, .. } = self.config;
        if !time.has_timers() {
            // Without timers, nothing can wait for the delay.
            return None;
        }
        // An upload has no deadline, but a delay is never longer than the time limit of a call.
        let remaining = self.deadline.remaining(time.now()).min(timeouts.operation);
        retry.next(self.made, error, remaining)
    }

    /// Waits for the delay of a retry, and starts the next attempt.
    pub(super) async fn start_next(&mut self, Retry { delay, permit }: Retry<'a>) {
        self.config.time.sleep(delay).await;
        self.last_retry = permit.spend();
        self.start_again();
        self.made += 1;
    }
}

/// The end of the time for a call. `None` if it is later than an `Instant` can express.
struct Deadline(Option<Instant>);

impl Deadline {
    fn after(now: Instant, timeout: Duration) -> Self {
        Self(now.checked_add(timeout))
    }

    fn remaining(&self, now: Instant) -> Duration {
        self.0.map_or(Duration::MAX, |end| end.saturating_duration_since(now))
    }
}
