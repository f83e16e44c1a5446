//! The delays between attempts to connect.

use std::time::Duration;

/// The delay before the first attempt after a loss is up to this, so that the sessions of a process
/// do not reconnect all at once.
const SPREAD: Duration = Duration::from_millis(500);

/// The largest delay after the first failed attempt.
const INITIAL: Duration = Duration::from_secs(2);

/// The largest delay of all.
const MAX: Duration = Duration::from_secs(30);

/// A connection that has lived for this long was a good one: the delays start anew.
const GOOD: Duration = Duration::from_secs(60);

/// The number of attempts that have failed since the last good connection.
#[derive(Debug, Default)]
pub(crate) struct Backoff {
    failures: u32,
}

impl Backoff {
    /// Returns the delay after the loss of a connection that has lived for this time. A connection
    /// that was lost soon counts as a failed attempt.
    pub(crate) fn after_loss(&mut self, lifetime: Duration, fraction: f64) -> Duration {
        if lifetime >= GOOD {
            self.failures = 0;
            SPREAD.mul_f64(fraction)
        } else {
            self.after_failure(None, fraction)
        }
    }

    /// Returns the delay after a failed attempt: half of the largest delay or more, and at least
    /// the pause that the service asks for.
    pub(crate) fn after_failure(
        &mut self,
        retry_after: Option<Duration>,
        fraction: f64,
    ) -> Duration {
        let largest = INITIAL.saturating_mul(1 << self.failures.min(8)).min(MAX);
        self.failures = self.failures.saturating_add(1);
        let delay = largest.mul_f64(0.5 + fraction / 2.0);
        delay.max(retry_after.unwrap_or_default())
    }

    /// Starts anew after a good connection.
    pub(crate) fn reset(&mut self) {
        self.failures = 0;
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Backoff;

    const MINUTE: Duration = Duration::from_secs(60);

    fn seconds(delay: Duration) -> f64 {
        delay.as_secs_f64()
    }

    #[test]
    fn delays_double_up_to_thirty_seconds() {
        let mut backoff = Backoff::default();
        let largest: Vec<_> = (0..7).map(|_| seconds(backoff.after_failure(None, 1.0))).collect();
        assert_eq!(largest, [2.0, 4.0, 8.0, 16.0, 30.0, 30.0, 30.0]);
        assert_eq!(backoff.after_failure(None, 0.0), Duration::from_secs(15));
    }

    #[test]
    fn first_attempt_after_a_good_connection_is_at_once() {
        let mut backoff = Backoff::default();
        backoff.after_failure(None, 1.0);
        assert_eq!(backoff.after_loss(MINUTE, 0.0), Duration::ZERO);
        assert_eq!(backoff.after_loss(MINUTE, 1.0), Duration::from_millis(500));
        assert_eq!(backoff.after_failure(None, 1.0), Duration::from_secs(2));
    }

    #[test]
    fn flapping_connection_slows_down() {
        let mut backoff = Backoff::default();
        let short = Duration::from_secs(2);
        let delays: Vec<_> = (0..5).map(|_| seconds(backoff.after_loss(short, 1.0))).collect();
        assert_eq!(delays, [2.0, 4.0, 8.0, 16.0, 30.0]);
    }

    #[test]
    fn retry_after_is_a_minimum() {
        let mut backoff = Backoff::default();
        let seven = Duration::from_secs(7);
        assert_eq!(backoff.after_failure(Some(seven), 1.0), seven);
        assert_eq!(backoff.after_failure(Some(Duration::ZERO), 1.0), Duration::from_secs(4));
    }
}
