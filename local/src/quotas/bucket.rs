//! A token bucket.

use std::time::SystemTime;

use connect_participant_model::Quota;

/// The units of one call. In each nanosecond, a bucket gains as many units as there are calls per
/// second, so that all numbers are whole.
const CALL: u128 = 1_000_000_000;

/// The calls of one operation that may be made now. Time refills it.
pub(crate) struct Bucket {
    quota: Quota,
    /// The units in the bucket at the time `refilled`.
    units: u128,
    refilled: SystemTime,
}

impl Bucket {
    /// A full bucket.
    pub(crate) fn new(quota: Quota, now: SystemTime) -> Self {
        Self { quota, units: u128::from(quota.burst) * CALL, refilled: now }
    }

    /// Takes a call from the bucket. Returns `false` if the bucket is empty.
    pub(crate) fn take(&mut self, now: SystemTime) -> bool {
        // If the clock was set back, nothing is added until it has passed `refilled` again.
        if let Ok(elapsed) = now.duration_since(self.refilled) {
            let added = elapsed.as_nanos().saturating_mul(u128::from(self.quota.per_second));
            let full = u128::from(self.quota.burst) * CALL;
            self.units = self.units.saturating_add(added).min(full);
            self.refilled = now;
        }
        let rest = self.units.checked_sub(CALL);
        self.units = rest.unwrap_or(self.units);
        rest.is_some()
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::{Bucket, Quota};

    const START: SystemTime = SystemTime::UNIX_EPOCH;

    /// The number of calls that are accepted, of 100.
    fn accepted(bucket: &mut Bucket, now: SystemTime) -> usize {
        (0..100).filter(|_| bucket.take(now)).count()
    }

    #[test]
    fn a_bucket_is_refilled_at_its_rate_up_to_its_burst() {
        let mut bucket = Bucket::new(Quota { per_second: 10, burst: 15 }, START);
        let mut now = START;
        let mut after = |millis, bucket: &mut Bucket| {
            now += Duration::from_millis(millis);
            accepted(bucket, now)
        };
        assert_eq!(after(0, &mut bucket), 15);
        assert_eq!(after(99, &mut bucket), 0);
        assert_eq!(after(1, &mut bucket), 1);
        assert_eq!(after(1000, &mut bucket), 10);
        assert_eq!(after(1_000_000, &mut bucket), 15);
    }

    #[test]
    fn fractions_of_a_call_add_up() {
        let mut bucket = Bucket::new(Quota { per_second: 3, burst: 1 }, START);
        assert!(bucket.take(START));
        assert!(!bucket.take(START + Duration::from_nanos(333_333_333)));
        assert!(bucket.take(START + Duration::from_nanos(333_333_334)));
    }

    #[test]
    fn burst_and_rate_may_be_zero() {
        let mut bucket = Bucket::new(Quota { per_second: 9, burst: 0 }, START);
        assert!(!bucket.take(START + Duration::from_secs(9)));
        let mut bucket = Bucket::new(Quota { per_second: 0, burst: 2 }, START);
        assert_eq!(accepted(&mut bucket, START), 2);
        assert_eq!(accepted(&mut bucket, START + Duration::from_secs(1_000_000)), 0);
    }

    #[test]
    fn a_clock_that_is_set_back_adds_nothing() {
        let later = START + Duration::from_secs(10);
        let mut bucket = Bucket::new(Quota { per_second: 1, burst: 1 }, later);
        assert!(bucket.take(later));
        assert!(!bucket.take(START));
        assert!(!bucket.take(later));
        assert!(bucket.take(later + Duration::from_secs(1)));
    }

    #[test]
    fn the_largest_limits_do_not_overflow() {
        let quota = Quota { per_second: u32::MAX, burst: u32::MAX };
        let mut bucket = Bucket::new(quota, START);
        assert!(bucket.take(START + Duration::from_secs(u32::MAX.into())));
    }
}
