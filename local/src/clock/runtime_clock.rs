//! A clock that advances with the timers of a runtime.

use std::fmt;
use std::time::{Duration, SystemTime};

use tokio::runtime::Handle;
use tokio::time::Instant;

use super::manual_clock::ManualClock;

/// The time of a manual clock, plus the time that has passed on a runtime. With paused time, that
/// is the time of its timers.
pub(crate) struct RuntimeClock {
    clock: ManualClock,
    runtime: Handle,
    started: Instant,
}

impl RuntimeClock {
    pub(crate) fn new(clock: ManualClock, runtime: Handle) -> Self {
        let started = instant(&runtime);
        Self { clock, runtime, started }
    }

    pub(crate) fn now(&self) -> SystemTime {
        let base = self.clock.now();
        base.checked_add(instant(&self.runtime).duration_since(self.started)).unwrap_or(base)
    }

    pub(crate) fn advance(&self, duration: Duration) {
        self.clock.advance(duration);
    }
}

/// Returns the time of a runtime, from any thread.
fn instant(runtime: &Handle) -> Instant {
    let _entered = runtime.enter();
    Instant::now()
}

impl fmt::Debug for RuntimeClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RuntimeClock").field("now", &self.now()).finish_non_exhaustive()
    }
}
