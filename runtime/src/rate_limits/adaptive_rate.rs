//! A rate that follows the responses of the service.

use std::time::Duration;

/// The rate of calls, in calls per second. Throttling reduces it, and it then grows back to its
/// limit along a cubic curve, as in the adaptive mode of the AWS SDKs: fast at first, slowly near
/// the rate at which the service has throttled, and faster again if the service accepts more.
///
/// Source: [CUBIC](https://www.rfc-editor.org/rfc/rfc9438), RFC 9438.
pub(super) struct AdaptiveRate {
    limit: f64,
    cut: Option<Cut>,
    sent: SentRate,
}

/// The last reduction of the rate.
struct Cut {
    at: Duration,
    /// The rate at which the service has throttled.
    before: f64,
    after: f64,
}

impl AdaptiveRate {
    /// The part of the rate that a reduction leaves, as in the AWS SDKs.
    const BETA: f64 = 0.7;

    /// The growth of the curve, as a part of the limit. The AWS SDKs grow faster, by 0.4 calls per
    /// second. At the low quotas of this service, that would exceed the quota every 2 seconds, and
    /// one call in seven would be refused. This one returns from the minimum to the limit within 25
    /// seconds.
    const GROWTH: f64 = 0.000_1;

    /// The minimum rate, as a part of the limit.
    const MIN: f64 = 0.01;

    pub(super) fn new(limit: f64) -> Self {
        Self { limit, cut: None, sent: SentRate::default() }
    }

    /// Returns the rate at this time, and `None` if it is the limit.
    pub(super) fn reduced(&self, now: Duration) -> Option<f64> {
        let Cut { at, before, after } = self.cut.as_ref()?;
        let growth = Self::GROWTH * self.limit;
        let elapsed = now.saturating_sub(*at).as_secs_f64();
        let rate = before + growth * (elapsed - ((before - after) / growth).cbrt()).powi(3);
        (rate < self.limit).then_some(rate)
    }

    /// Counts a call that is sent.
    pub(super) fn sent(&mut self, now: Duration) {
        self.sent.add(now);
    }

    /// Reduces the rate, because the service has throttled a call. Returns `false` if the call was
    /// sent before the last reduction: it says nothing about the rate since then.
    pub(super) fn throttled(&mut self, now: Duration, sent_at: Duration) -> bool {
        if self.cut.as_ref().is_some_and(|cut| sent_at <= cut.at) {
            return false;
        }
        // A client that sends less than its rate has to reduce what it sends.
        let rate = self.reduced(now).unwrap_or(self.limit).min(self.sent.per_second(now));
        let min = self.limit * Self::MIN;
        let before = rate.max(min);
        self.cut = Some(Cut { at: now, before, after: (before * Self::BETA).max(min) });
        true
    }
}

/// The rate of the calls that were sent lately.
#[derive(Default)]
struct SentRate {
    /// The number of calls. Each one counts less as time passes.
    count: f64,
    counted: Option<Duration>,
}

impl SentRate {
    /// The time in which the weight of a call falls to 1/e.
    const PERIOD: Duration = Duration::from_secs(2);

    fn add(&mut self, now: Duration) {
        self.count = self.count_at(now) + 1.0;
        self.counted = Some(now);
    }

    fn per_second(&self, now: Duration) -> f64 {
        self.count_at(now) / Self::PERIOD.as_secs_f64()
    }

    fn count_at(&self, now: Duration) -> f64 {
        let elapsed = self.counted.map(|counted| now.saturating_sub(counted));
        let elapsed = elapsed.unwrap_or_default().as_secs_f64();
        self.count * (-elapsed / Self::PERIOD.as_secs_f64()).exp()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::AdaptiveRate;

    /// Ten calls per second for ten seconds, and the time after them.
    fn busy() -> (AdaptiveRate, Duration) {
        let mut rate = AdaptiveRate::new(10.0);
        let mut now = Duration::ZERO;
        for _ in 0..100 {
            rate.sent(now);
            now += Duration::from_millis(100);
        }
        (rate, now)
    }

    /// The rate, in tenths of a call per second.
    fn tenths(rate: &AdaptiveRate, now: Duration) -> Option<String> {
        rate.reduced(now).map(|rate| format!("{rate:.1}"))
    }

    #[test]
    fn throttling_reduces_the_rate_which_then_grows_back() {
        let (mut rate, now) = busy();
        assert_eq!(tenths(&rate, now), None);
        assert!(rate.throttled(now, now));
        let rates = [0, 5, 10, 14, 15]
            .map(|seconds| tenths(&rate, now + Duration::from_secs(seconds)).unwrap_or_default());
        assert_eq!(rates, ["6.8", "8.9", "9.6", "9.7", "9.7"]);
        assert_eq!(tenths(&rate, now + Duration::from_secs(25)), None);
    }

    #[test]
    fn a_call_from_before_the_reduction_changes_nothing() {
        let (mut rate, now) = busy();
        assert!(rate.throttled(now, now));
        assert!(!rate.throttled(now + Duration::from_secs(1), now));
        assert!(rate.throttled(now + Duration::from_secs(1), now + Duration::from_millis(1)));
    }

    #[test]
    fn a_client_that_sends_little_is_reduced_by_what_it_sends() {
        let mut rate = AdaptiveRate::new(10.0);
        let mut now = Duration::ZERO;
        for _ in 0..10 {
            now += Duration::from_secs(1);
            rate.sent(now);
        }
        assert!(rate.throttled(now, now));
        assert!(rate.reduced(now).is_some_and(|rate| rate < 1.0));
    }

    #[test]
    fn from_the_minimum_it_takes_at_most_25_seconds() {
        let (mut rate, mut now) = busy();
        for _ in 0..50 {
            now += Duration::from_millis(1);
            rate.throttled(now, now);
        }
        assert_eq!(tenths(&rate, now).as_deref(), Some("0.1"));
        assert_eq!(tenths(&rate, now + Duration::from_secs(25)), None);
    }
}
