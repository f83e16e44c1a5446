//! The attempts of a call: how many there were, how much time is left, and whether there is another one.

use std::time::{Duration, Instant};

use crate::Error;
use crate::config::Config;
use crate::retry::{Again, Cost};

/// The attempts of one call, as far as they have been made.
pub(crate) struct Attempts<'a> {
    config: &'a Config,
    deadline: Deadline,
    made: u32,
    began: Instant,
    last_retry: Option<Cost>,
}

impl<'a> Attempts<'a> {
    /// None yet, with so much time for all of them.
    pub(crate) fn new(config: &'a Config, timeout: Duration) -> Self {
        let now = config.time.now();
        let deadline = Deadline::after(now, timeout);
        Self { config, deadline, made: 0, began: now, last_retry: None }
    }

    /// Begins the next one, and tells how much time is left for it and all others.
    pub(crate) fn begin(&mut self) -> Duration {
        if self.made > 0 {
            self.began = self.config.time.now();
        }
        self.made += 1;
        self.deadline.left(self.began)
    }

    /// The number of the last one, from 1.
    pub(crate) fn made(&self) -> u32 {
        self.made
    }

    /// How long ago the last one began.
    #[cfg(feature = "tracing")]
    pub(crate) fn took(&self) -> Duration {
        self.config.time.now().saturating_duration_since(self.began)
    }

    /// The last one has settled the call.
    pub(crate) fn succeeded(&self) {
        self.config.retry.quota.succeeded(self.last_retry);
    }

    /// Whether to make another one after the last one has failed.
    pub(crate) fn again(&self, error: &Error) -> Option<Again<'a>> {
        let Config { time, retry, timeouts, .. } = self.config;
        if !time.has_timers() {
            // Nothing can be waited for.
            return None;
        }
        // Also where the attempts have all the time in the world, nobody waits as long as that between them.
        let left = self.deadline.left(time.now()).min(timeouts.operation);
        retry.again(self.made, error, left)
    }

    /// Waits for the moment of another one.
    pub(crate) async fn wait(&mut self, Again { delay, permit }: Again<'a>) {
        self.config.time.sleep(delay).await;
        self.last_retry = permit.spend();
    }
}

/// When a call has to be over, unless that is longer from now than there is time.
struct Deadline(Option<Instant>);

impl Deadline {
    fn after(now: Instant, timeout: Duration) -> Self {
        Self(now.checked_add(timeout))
    }

    fn left(&self, now: Instant) -> Duration {
        self.0.map_or(Duration::MAX, |end| end.saturating_duration_since(now))
    }
}
