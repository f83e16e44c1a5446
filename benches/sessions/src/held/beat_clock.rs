//! A clock that counts the heartbeats of idle sessions.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use connect_participant::{Clock, SleepFuture};
use tokio::time::{Instant, sleep};

/// The time of a runtime. It counts how many timers go off in each second of ten. The timers of idle
/// sessions are those of their heartbeats.
pub(super) struct BeatClock {
    origin: Instant,
    seconds: [AtomicU64; 10],
}

impl BeatClock {
    pub(super) fn new() -> Self {
        Self { origin: Instant::now(), seconds: Default::default() }
    }

    /// Returns the counts, and starts again with zero.
    pub(super) fn take(&self) -> [u64; 10] {
        self.seconds.each_ref().map(|count| count.swap(0, Ordering::Relaxed))
    }
}

impl Clock for BeatClock {
    fn now(&self) -> Duration {
        self.origin.elapsed()
    }

    fn sleep(&self, duration: Duration) -> SleepFuture<'_> {
        Box::pin(async move {
            sleep(duration).await;
            let second = usize::try_from(self.now().as_secs() % 10).unwrap_or_default();
            if let Some(count) = self.seconds.get(second) {
                count.fetch_add(1, Ordering::Relaxed);
            }
        })
    }
}
