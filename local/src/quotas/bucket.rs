//! What is left of a quota.

use std::time::SystemTime;

use super::Limit;

/// What a call takes, so that a bucket fills up by whole numbers: a nanosecond adds as much as there are calls per second.
const CALL: u128 = 1_000_000_000;

/// What is left of the quota of one operation. It fills up as time goes by.
pub(crate) struct Bucket {
    limit: Limit,
    left: u128,
    /// When that was.
    filled: SystemTime,
}

impl Bucket {
    /// A full one.
    pub(crate) fn new(limit: Limit, now: SystemTime) -> Self {
        Self { limit, left: u128::from(limit.burst) * CALL, filled: now }
    }

    /// Takes a call out of it, if there is one left.
    pub(crate) fn take(&mut self, now: SystemTime) -> bool {
        // A clock that goes back adds nothing, and what it goes through once more adds nothing either.
        if let Ok(elapsed) = now.duration_since(self.filled) {
            let added = elapsed.as_nanos().saturating_mul(u128::from(self.limit.per_second));
            let full = u128::from(self.limit.burst) * CALL;
            self.left = self.left.saturating_add(added).min(full);
            self.filled = now;
        }
        let left = self.left.checked_sub(CALL);
        self.left = left.unwrap_or(self.left);
        left.is_some()
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::{Bucket, Limit};

    const START: SystemTime = SystemTime::UNIX_EPOCH;

    /// How many calls are taken, of many.
    fn taken(bucket: &mut Bucket, now: SystemTime) -> usize {
        (0..100).filter(|_| bucket.take(now)).count()
    }

    #[test]
    fn it_is_full_at_first_and_fills_up_at_its_rate_and_never_over() {
        let mut bucket = Bucket::new(Limit { per_second: 10, burst: 15 }, START);
        let mut now = START;
        let mut after = |millis, bucket: &mut Bucket| {
            now += Duration::from_millis(millis);
            taken(bucket, now)
        };
        assert_eq!(after(0, &mut bucket), 15);
        assert_eq!(after(99, &mut bucket), 0);
        assert_eq!(after(1, &mut bucket), 1);
        assert_eq!(after(1000, &mut bucket), 10);
        assert_eq!(after(1_000_000, &mut bucket), 15);
    }

    #[test]
    fn thirds_of_a_second_add_up() {
        let mut bucket = Bucket::new(Limit { per_second: 3, burst: 1 }, START);
        assert!(bucket.take(START));
        assert!(!bucket.take(START + Duration::from_nanos(333_333_333)));
        assert!(bucket.take(START + Duration::from_nanos(333_333_334)));
    }

    #[test]
    fn there_may_be_nothing_in_it() {
        let mut bucket = Bucket::new(Limit { per_second: 9, burst: 0 }, START);
        assert!(!bucket.take(START + Duration::from_secs(9)));
        let mut bucket = Bucket::new(Limit { per_second: 0, burst: 2 }, START);
        assert_eq!(taken(&mut bucket, START), 2);
        assert_eq!(taken(&mut bucket, START + Duration::from_secs(1_000_000)), 0);
    }

    #[test]
    fn a_clock_that_goes_back_adds_nothing() {
        let later = START + Duration::from_secs(10);
        let mut bucket = Bucket::new(Limit { per_second: 1, burst: 1 }, later);
        assert!(bucket.take(later));
        assert!(!bucket.take(START));
        assert!(!bucket.take(later));
        assert!(bucket.take(later + Duration::from_secs(1)));
    }

    #[test]
    fn the_largest_numbers_do_no_harm() {
        let limit = Limit { per_second: u32::MAX, burst: u32::MAX };
        let mut bucket = Bucket::new(limit, START);
        assert!(bucket.take(START + Duration::from_secs(u32::MAX.into())));
    }
}
