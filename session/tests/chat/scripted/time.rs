//! The time of the scripted service and of its clients.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use connect_participant::{Clock, SleepFuture};
use tokio::time::Instant;

/// 2026-05-04, a Monday.
const MIDNIGHT: Duration = Duration::from_secs(1_777_852_800);
const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// Time since the service began. It follows the clock of the runtime.
#[derive(Clone)]
pub(crate) struct Time {
    began: Instant,
    /// The error of the wall clock of the client.
    skew: Arc<Mutex<Duration>>,
}

impl Time {
    pub(super) fn new() -> Self {
        Self { began: Instant::now(), skew: Arc::default() }
    }

    pub(crate) fn elapsed(&self) -> Duration {
        self.began.elapsed()
    }

    /// Sets the wall clock of the client this much ahead. Its timers do not notice.
    pub(crate) fn skew(&self, skew: Duration) {
        *self.skew.lock().unwrap() = skew;
    }
}

/// The clock of the client.
impl Clock for Time {
    fn now(&self) -> Duration {
        self.elapsed()
    }

    fn system_time(&self) -> SystemTime {
        UNIX_EPOCH + MIDNIGHT + self.elapsed() + *self.skew.lock().unwrap()
    }

    fn sleep(&self, duration: Duration) -> SleepFuture<'_> {
        Box::pin(tokio::time::sleep(duration))
    }
}

/// Returns the date of an item.
pub(crate) fn iso_date(elapsed: Duration) -> String {
    let (day, hour, minute, second) = parts(elapsed);
    format!("2026-05-{day:02}T{hour:02}:{minute:02}:{second:02}.{:03}Z", elapsed.subsec_millis())
}

/// Returns the date of a response.
pub(super) fn http_date(elapsed: Duration) -> String {
    let (day, hour, minute, second) = parts(elapsed);
    let weekday = WEEKDAYS[usize::try_from((day - 4) % 7).unwrap()];
    format!("{weekday}, {day:02} May 2026 {hour:02}:{minute:02}:{second:02} GMT")
}

fn parts(elapsed: Duration) -> (u64, u64, u64, u64) {
    let seconds = elapsed.as_secs();
    let day = 4 + seconds / 86_400;
    assert!(day <= 31, "the service lives in one month");
    (day, seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60)
}
