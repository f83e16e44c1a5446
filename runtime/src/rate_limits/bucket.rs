//! A token bucket.

use std::collections::VecDeque;
use std::time::Duration;

use super::adaptive_rate::AdaptiveRate;

/// The calls of one operation that may be sent now. Its content is a time: a call takes the
/// interval between two calls from it. So it is refilled by the time that has passed, also if the
/// rate changes.
///
/// The bucket of the service is the same, but a call takes its part when it arrives. Until then,
/// the bucket there may be full, and time adds nothing to it. So a call that is in flight keeps its
/// room in this bucket. Otherwise, calls that take long to arrive, as the first ones do, would be
/// followed by calls that arrive too early.
pub(super) struct Bucket {
    /// The interval between two calls at the full rate.
    interval: Duration,
    rate: AdaptiveRate,
    burst: u32,
    capacity: Duration,
    content: Duration,
    /// The times at which the calls in flight were sent.
    in_flight: VecDeque<Duration>,
    /// `None` before the first call: the bucket is full.
    refilled: Option<Duration>,
}

impl Bucket {
    /// The lowest rate, in calls per second.
    const MIN_RATE: f64 = 0.001;

    /// Creates a full bucket.
    pub(super) fn new(per_second: f64, burst: u32) -> Self {
        let (rate, burst) = (per_second.max(Self::MIN_RATE), burst.max(1));
        let interval = interval(rate);
        let capacity = interval.saturating_mul(burst);
        let rate = AdaptiveRate::new(rate);
        let (content, in_flight, refilled) = (capacity, VecDeque::new(), None);
        Self { interval, rate, burst, capacity, content, in_flight, refilled }
    }

    /// Adds the time that has passed.
    pub(super) fn refill(&mut self, now: Duration) {
        while let Some(sent) = self.in_flight.front() {
            // A call that takes longer has arrived, or its future was dropped.
            let Some(end) = sent.checked_add(self.capacity).filter(|end| *end <= now) else {
                break;
            };
            self.advance(end);
            self.in_flight.pop_front();
        }
        self.advance(now);
    }

    fn advance(&mut self, now: Duration) {
        let interval = self.interval_at(now);
        // With a burst of 1, a call would have to wait for the response to the one before.
        let in_flight = if self.burst == 1 { 0 } else { self.in_flight.len() };
        let in_flight = u32::try_from(in_flight).unwrap_or(u32::MAX);
        let room = self.capacity.max(interval).saturating_sub(interval.saturating_mul(in_flight));
        let refilled = self.refilled.unwrap_or(now);
        let content = self.content.saturating_add(now.saturating_sub(refilled));
        self.content = content.min(room);
        self.refilled = Some(now.max(refilled));
    }

    /// Takes a call. Returns `false` if the bucket has none.
    pub(super) fn take(&mut self, now: Duration) -> bool {
        let rest = self.content.checked_sub(self.interval_at(now));
        self.content = rest.unwrap_or(self.content);
        if rest.is_some() {
            self.rate.sent(now);
            self.in_flight.push_back(now);
        }
        rest.is_some()
    }

    /// Records that a call has arrived, as its response has.
    pub(super) fn arrived(&mut self, now: Duration) {
        self.refill(now);
        self.in_flight.pop_front();
    }

    /// Puts back a call that was taken and not sent. The rate may have been lower or higher then, so
    /// it counts as one of the full rate: the bucket never gets more than it has given.
    pub(super) fn put_back(&mut self, now: Duration) {
        self.arrived(now);
        self.content = self.content.saturating_add(self.interval);
    }

    /// Returns the maximum number of calls at once.
    pub(super) fn burst(&self) -> u32 {
        self.burst
    }

    /// Returns the time until this number of calls can be taken, or until the bucket has to be
    /// refilled, as it would overflow.
    pub(super) fn wait(&self, calls: u32, now: Duration) -> Duration {
        let wait = self.interval_at(now).saturating_mul(calls).saturating_sub(self.content);
        wait.min(self.capacity)
    }

    /// Returns the time until this number of calls could be taken at the full rate.
    pub(super) fn shortest_wait(&self, calls: u32) -> Duration {
        self.interval.saturating_mul(calls).saturating_sub(self.content)
    }

    /// Empties the bucket and reduces the rate, because the service has throttled a call.
    pub(super) fn throttled(&mut self, now: Duration, sent_at: Duration) {
        if self.rate.throttled(now, sent_at) {
            self.content = Duration::ZERO;
            self.refilled = Some(now);
        }
    }

    fn interval_at(&self, now: Duration) -> Duration {
        self.rate.reduced(now).map_or(self.interval, interval)
    }
}

/// Returns the interval between two calls. It is never too short for the rate.
fn interval(per_second: f64) -> Duration {
    let interval = Duration::try_from_secs_f64(per_second.recip()).unwrap_or(Duration::MAX);
    let is_short = interval.as_secs_f64() * per_second < 1.0;
    if is_short { interval.saturating_add(Duration::from_nanos(1)) } else { interval }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Bucket, interval};

    const MILLISECOND: Duration = Duration::from_millis(1);

    /// The number of calls that can be taken, of 100. They arrive at once.
    fn take(bucket: &mut Bucket, now: Duration) -> usize {
        let taken = send(bucket, now);
        (0..taken).for_each(|_| bucket.arrived(now));
        taken
    }

    /// The number of calls that can be taken, of 100. They stay in flight.
    fn send(bucket: &mut Bucket, now: Duration) -> usize {
        bucket.refill(now);
        (0..100).filter(|_| bucket.take(now)).count()
    }

    #[test]
    fn calls_in_flight_keep_their_room() {
        let mut bucket = Bucket::new(10.0, 15);
        let start = Duration::ZERO;
        assert_eq!(send(&mut bucket, start), 15);
        let mut now = start + 250 * MILLISECOND;
        (0..5).for_each(|_| bucket.arrived(now));
        assert_eq!(send(&mut bucket, now), 0);
        now += 100 * MILLISECOND;
        assert_eq!(send(&mut bucket, now), 1);

        // Calls without a response count for 1.5 s.
        now = start + 1_500 * MILLISECOND;
        assert_eq!(send(&mut bucket, now), 4);
        now += 10_000 * MILLISECOND;
        assert_eq!(send(&mut bucket, now), 15);
    }

    #[test]
    fn a_call_that_is_put_back_is_not_more_than_was_taken() {
        let mut bucket = Bucket::new(10.0, 15);
        let now = Duration::ZERO;
        assert_eq!(send(&mut bucket, now), 15);
        (0..14).for_each(|_| bucket.arrived(now));
        // The service throttles, so that a call takes longer. The last one is cancelled.
        bucket.throttled(now, now);
        bucket.put_back(now);
        assert_eq!(bucket.content, 100 * MILLISECOND);
    }

    #[test]
    fn a_bucket_is_refilled_at_its_rate_up_to_its_burst() {
        let mut bucket = Bucket::new(10.0, 15);
        let mut now = Duration::ZERO;
        let mut after = |millis| {
            now += millis * MILLISECOND;
            take(&mut bucket, now)
        };
        assert_eq!([0, 99, 1, 1_000, 1_000_000].map(&mut after), [15, 0, 1, 10, 15]);
    }

    #[test]
    fn an_interval_is_exact_or_too_long() {
        assert_eq!(interval(10.0), 100 * MILLISECOND);
        assert_eq!(interval(8.0), 125 * MILLISECOND);
        assert_eq!(interval(3.0), Duration::from_nanos(333_333_334));
        assert_eq!(interval(6.0), Duration::from_nanos(166_666_667));
        assert_eq!(interval(0.0), Duration::MAX);
    }

    #[test]
    fn extreme_limits_do_not_overflow() {
        for per_second in [f64::NAN, f64::NEG_INFINITY, -1.0, 0.0, f64::MIN_POSITIVE] {
            let mut bucket = Bucket::new(per_second, 0);
            let now = Duration::ZERO;
            assert_eq!(take(&mut bucket, now), 1, "{per_second}");
            assert_eq!(bucket.wait(1, now), Duration::from_secs(1_000), "{per_second}");
            assert!(bucket.shortest_wait(u32::MAX) > Duration::from_secs(1_000));
        }
        let now = Duration::ZERO;
        assert_eq!(take(&mut Bucket::new(f64::INFINITY, u32::MAX), now), 100);
        assert_eq!(take(&mut Bucket::new(0.001, u32::MAX), now), 100);
    }

    #[test]
    fn throttling_empties_the_bucket() {
        let mut bucket = Bucket::new(10.0, 15);
        let now = Duration::ZERO;
        bucket.refill(now);
        assert!(bucket.take(now));
        bucket.throttled(now + MILLISECOND, now);
        assert_eq!(take(&mut bucket, now + MILLISECOND), 0);
        assert!(bucket.wait(1, now + MILLISECOND) > 100 * MILLISECOND);
        assert_eq!(take(&mut bucket, now + 60_000 * MILLISECOND), 15);
    }

    #[test]
    fn a_clock_that_is_set_back_adds_nothing() {
        let mut bucket = Bucket::new(1.0, 1);
        let now = 10_000 * MILLISECOND;
        assert_eq!(take(&mut bucket, now), 1);
        assert_eq!(take(&mut bucket, now.checked_sub(5_000 * MILLISECOND).unwrap()), 0);
        assert_eq!(take(&mut bucket, now), 0);
        assert_eq!(take(&mut bucket, now + 1_000 * MILLISECOND), 1);
    }
}
