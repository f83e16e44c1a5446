//! The number of attempts of a call, and the time that remains for them.

use std::time::Duration;

use connect_participant_model::Operation;

use crate::call::turn::{report, turn};
use crate::config::Config;
use crate::error::{Error, Result};
use crate::retry::{Cost, Retry};

/// The next request of a call.
pub(super) enum Next<'a> {
    Retry(Retry<'a>),
    /// The last attempt is sent once more.
    Repetition,
}

/// The attempts of one call so far.
pub(super) struct Attempts<'a> {
    config: &'a Config,
    /// The operation whose rate limit applies.
    limited: Option<&'static Operation>,
    deadline: Deadline,
    made: u32,
    /// The last attempt has been sent twice.
    is_repeated: bool,
    /// By the client's clock.
    started: Duration,
    last_retry: Option<Cost>,
}

impl<'a> Attempts<'a> {
    /// Starts the time of the call. No attempt has been made yet.
    pub(super) fn new(
        config: &'a Config,
        limited: Option<&'static Operation>,
        timeout: Duration,
    ) -> Self {
        let now = config.time.now();
        let deadline = Deadline::after(now, timeout);
        Self {
            config,
            limited,
            deadline,
            made: 0,
            is_repeated: false,
            started: now,
            last_retry: None,
        }
    }

    /// Waits for the turn of the next attempt, by the rate limiter of the client, and starts it.
    /// Returns the time that it has waited.
    pub(super) async fn start(&mut self) -> Result<Duration> {
        let number = self.made + 1;
        let waited = match turn(self.config, self.limited, number, || self.time_left()) {
            None => Duration::ZERO,
            Some(turn) => {
                let waited = turn.await?;
                self.start_again();
                waited
            }
        };
        (self.made, self.is_repeated) = (number, false);
        Ok(waited)
    }

    /// Returns `true` if the last attempt has been sent twice.
    pub(super) fn is_repeated(&self) -> bool {
        self.is_repeated
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
    pub(super) fn elapsed(&self) -> Duration {
        self.config.time.now().saturating_sub(self.started)
    }

    /// Records that the last attempt has succeeded.
    pub(super) fn succeeded(&self) {
        self.config.retry.quota.succeeded(self.last_retry);
        report(self.config, self.limited, || self.elapsed(), None);
    }

    /// Records that the last attempt has failed.
    pub(super) fn failed(&self, error: &Error) {
        report(self.config, self.limited, || self.elapsed(), Some(error));
    }

    /// Returns the next retry, or `None` if the call must not be retried after this error.
    pub(super) fn next_retry(&self, error: &Error) -> Option<Retry<'a>> {
        let Config { time, retry, timeouts, .. } = self.config;
        if !time.has_timers() {
            // Without timers, nothing can wait for the delay.
            return None;
        }
        // An upload has no deadline, but a delay is never longer than the time limit of a call.
        let remaining = self.time_left().min(timeouts.operation);
        retry.next(self.made, error, remaining)
    }

    /// Waits for the turn of the next request, and before it for the delay of a retry, and starts it.
    /// Returns the time that it has waited for its turn.
    pub(super) async fn start_next(&mut self, next: Next<'a>) -> Result<Duration> {
        let permit = match next {
            Next::Repetition => None,
            Next::Retry(Retry { delay, permit }) => {
                self.config.time.sleep(delay).await;
                Some(permit)
            }
        };
        self.start_again();
        let waited = self.start().await?;
        if let Some(permit) = permit {
            self.last_retry = permit.spend();
        } else {
            // It is the same attempt.
            (self.made, self.is_repeated) = (self.made - 1, true);
        }
        Ok(waited)
    }

    fn time_left(&self) -> Duration {
        self.deadline.remaining(self.config.time.now())
    }
}

/// The end of the time for a call, by the client's clock. `None` if it is too late for a `Duration`.
struct Deadline(Option<Duration>);

impl Deadline {
    fn after(now: Duration, timeout: Duration) -> Self {
        Self(now.checked_add(timeout))
    }

    fn remaining(&self, now: Duration) -> Duration {
        self.0.map_or(Duration::MAX, |end| end.saturating_sub(now))
    }
}
