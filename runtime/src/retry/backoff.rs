//! The delay before a retry.

use std::fmt;
use std::time::Duration;

use crate::random;

/// Exponential backoff with full jitter: a random part of a time that doubles with each attempt.
pub(crate) struct Backoff {
    pub(crate) initial: Duration,
    pub(crate) max: Duration,
    pub(crate) jitter: Jitter,
}

/// Returns a number from 0 to 1, a new one for each delay.
pub(crate) type Jitter = Box<dyn Fn() -> f64 + Send + Sync>;

impl Backoff {
    /// Returns the delay after this number of attempts.
    pub(crate) fn delay(&self, attempts: u32) -> Duration {
        let factor = 2_u32.saturating_pow(attempts.saturating_sub(1));
        let longest = self.initial.saturating_mul(factor).min(self.max);
        Duration::try_from_secs_f64(longest.as_secs_f64() * self.part()).unwrap_or(longest)
    }

    /// Returns a number from 0 to 1, a new one for each delay.
    pub(crate) fn part(&self) -> f64 {
        let part = (self.jitter)();
        if part.is_nan() { 1.0 } else { part.clamp(0.0, 1.0) }
    }
}

/// The default jitter. If the system has no random bytes, the delay is the longest.
pub(crate) fn random_jitter() -> f64 {
    random::fraction().unwrap_or(1.0)
}

impl fmt::Debug for Backoff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Backoff")
            .field("initial", &self.initial)
            .field("max", &self.max)
            .finish_non_exhaustive()
    }
}
