//! The time of the service.

pub(crate) mod expiry;
pub(crate) mod manual_clock;

use std::time::SystemTime;

use self::manual_clock::ManualClock;

/// The clock of the service.
#[derive(Debug, Default)]
pub(crate) enum ServiceClock {
    #[default]
    System,
    Manual(ManualClock),
}

impl ServiceClock {
    pub(crate) fn now(&self) -> SystemTime {
        match self {
            Self::System => SystemTime::now(),
            Self::Manual(clock) => clock.now(),
        }
    }
}
