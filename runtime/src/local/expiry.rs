//! Until when something is valid.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::Timestamp;

/// The last second of the year 9999. humantime panics at a later one.
const LATEST: Duration = Duration::from_secs(253_402_300_799);

/// The moment at which something stops being valid.
#[derive(Clone, Copy)]
pub(super) struct Expiry(SystemTime);

impl Expiry {
    /// So much time from now.
    pub(super) fn after(duration: Duration) -> Self {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Self(UNIX_EPOCH + since.saturating_add(duration).min(LATEST))
    }

    pub(super) fn is_past(self) -> bool {
        SystemTime::now() >= self.0
    }

    /// As the service would write it.
    pub(super) fn timestamp(self) -> Timestamp {
        humantime::format_rfc3339_millis(self.0).to_string().into()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Expiry;

    #[test]
    fn it_comes_when_it_is_said_to() {
        assert!(Expiry::after(Duration::ZERO).is_past());
        let later = Expiry::after(Duration::from_secs(60));
        assert!(!later.is_past());
        let written = later.timestamp().to_system_time().unwrap();
        assert!(later.0.duration_since(written).unwrap() < Duration::from_millis(1));
    }

    #[test]
    fn it_can_always_be_written() {
        let never = Expiry::after(Duration::MAX);
        assert_eq!(never.timestamp().as_str(), "9999-12-31T23:59:59.000Z");
    }
}
