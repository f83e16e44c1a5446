//! What time it is for the service.

use std::time::SystemTime;

use super::ManualClock;

/// Where the service has its time from.
#[derive(Debug, Default)]
pub(super) enum ServiceClock {
    #[default]
    System,
    Manual(ManualClock),
}

impl ServiceClock {
    pub(super) fn now(&self) -> SystemTime {
        match self {
            Self::System => SystemTime::now(),
            Self::Manual(clock) => clock.now(),
        }
    }
}
