//! Until when something is valid.

use std::time::{Duration, SystemTime};

use crate::Timestamp;

/// The moment at which something stops being valid.
#[derive(Clone, Copy)]
pub(super) struct Expiry(SystemTime);

impl Expiry {
    /// So much time from now.
    pub(super) fn after(duration: Duration) -> Self {
        // The timestamp is what a client is told, to the millisecond, so it is what counts.
        let now = Timestamp::now().to_system_time().unwrap_or(SystemTime::UNIX_EPOCH);
        Self(now.checked_add(duration).unwrap_or(now))
    }

    pub(super) fn is_past(self) -> bool {
        SystemTime::now() >= self.0
    }

    /// As the service would write it.
    pub(super) fn timestamp(self) -> Timestamp {
        // The clock stands within a day of now, or it would not have been read: humantime writes times up to the year 9999.
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
        assert_eq!(later.timestamp().to_system_time(), Some(later.0));
    }
}
