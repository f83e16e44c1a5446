//! The time of the client, which is that of the service.

use std::time::{Duration, SystemTime};

use connect_participant::{Clock, SleepFuture};
use tokio::time::Instant;

/// Time from the start of a soak on. It follows the paused clock of the runtime, so that nothing
/// depends on the date.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Time {
    start: Instant,
    date: SystemTime,
}

impl Time {
    /// The soak starts now, at this date of the service.
    pub(crate) fn start(date: SystemTime) -> Self {
        Self { start: Instant::now(), date }
    }

    pub(crate) fn elapsed(&self) -> Duration {
        self.start.elapsed()
    }

    /// Returns the time of a date of the service.
    pub(crate) fn of(&self, date: SystemTime) -> Duration {
        date.duration_since(self.date).expect("a date after the start")
    }
}

impl Clock for Time {
    fn now(&self) -> Duration {
        self.elapsed()
    }

    fn system_time(&self) -> SystemTime {
        self.date + self.elapsed()
    }

    fn sleep(&self, duration: Duration) -> SleepFuture<'_> {
        Box::pin(tokio::time::sleep(duration))
    }
}
