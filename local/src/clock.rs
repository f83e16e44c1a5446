//! The time of the service.

pub(crate) mod expiry;
pub(crate) mod manual_clock;
mod runtime_clock;
pub(crate) mod timestamp;

use std::sync::Mutex;
use std::time::{Duration, SystemTime};

use tokio::runtime::Handle;

use self::manual_clock::ManualClock;
use self::runtime_clock::RuntimeClock;
use crate::lock::lock;

/// The clock of the service.
#[derive(Debug)]
pub(crate) enum ServiceClock {
    /// The system's clock, and the time by which it was advanced.
    System(Mutex<Duration>),
    Manual(ManualClock),
    Runtime(RuntimeClock),
}

impl Default for ServiceClock {
    fn default() -> Self {
        Self::System(Mutex::default())
    }
}

impl ServiceClock {
    /// Returns this clock, advancing with the timers of a runtime from now on.
    pub(crate) fn follow(self, runtime: Handle) -> Self {
        let clock = match self {
            Self::Manual(clock) => clock,
            clock => ManualClock::new(clock.now()),
        };
        Self::Runtime(RuntimeClock::new(clock, runtime))
    }

    pub(crate) fn now(&self) -> SystemTime {
        match self {
            Self::System(advanced) => {
                let (now, advanced) = (SystemTime::now(), *lock(advanced));
                now.checked_add(advanced).unwrap_or(now)
            }
            Self::Manual(clock) => clock.now(),
            Self::Runtime(clock) => clock.now(),
        }
    }

    /// Advances the clock. The result is never too late for a `SystemTime`.
    pub(crate) fn advance(&self, duration: Duration) {
        match self {
            Self::System(advanced) => {
                let mut advanced = lock(advanced);
                let total = advanced
                    .checked_add(duration)
                    .filter(|total| SystemTime::now().checked_add(*total).is_some());
                *advanced = total.unwrap_or(*advanced);
            }
            Self::Manual(clock) => clock.advance(duration),
            Self::Runtime(clock) => clock.advance(duration),
        }
    }
}
