//! How long to wait before a further attempt.

use std::fmt;
use std::time::Duration;

use crate::random;

/// Exponential back-off with full jitter: a random part of a time that doubles with each attempt.
pub(crate) struct Backoff {
    pub(crate) initial: Duration,
    pub(crate) max: Duration,
    pub(crate) jitter: Jitter,
}

/// A number from 0 to 1, another one each time.
pub(crate) type Jitter = Box<dyn Fn() -> f64 + Send + Sync>;

impl Backoff {
    /// How long to wait after so many attempts.
    pub(crate) fn delay(&self, attempts: u32) -> Duration {
        let doubled = 2_u32.saturating_pow(attempts.saturating_sub(1));
        let longest = self.initial.saturating_mul(doubled).min(self.max);
        let part = (self.jitter)();
        let part = if part.is_nan() { 1.0 } else { part.clamp(0.0, 1.0) };
        Duration::try_from_secs_f64(longest.as_secs_f64() * part).unwrap_or(longest)
    }
}

/// The jitter of a client that was given none. Where the system has no random bytes, the wait is as long as it may be.
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
