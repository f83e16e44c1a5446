//! Until when something is valid.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use connect_participant::Timestamp;

/// The time from 1970 to the last moment that the service can write.
const LATEST: Duration = Duration::from_millis(253_402_300_799_999);

/// The moment at which something stops being valid, if there is one: there is none beyond the end of time.
#[derive(Clone, Copy)]
pub(crate) struct Expiry(Option<SystemTime>);

impl Expiry {
    /// Valid for ever.
    pub(crate) const NEVER: Self = Self(None);

    /// So much time from now.
    pub(crate) fn after(now: SystemTime, duration: Duration) -> Self {
        Self(now.checked_add(duration))
    }

    pub(crate) fn is_past(self, now: SystemTime) -> bool {
        self.0.is_some_and(|end| now >= end)
    }

    /// As the service would write it.
    pub(crate) fn timestamp(self) -> Timestamp {
        Timestamp::from(self.0.unwrap_or_else(|| UNIX_EPOCH + LATEST))
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::Expiry;

    #[test]
    fn it_comes_when_it_is_said_to() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_millis(1_573_180_888_172);
        assert!(Expiry::after(now, Duration::ZERO).is_past(now));
        let later = Expiry::after(now, Duration::from_millis(60));
        assert!(!later.is_past(now + Duration::from_millis(59)));
        assert!(later.is_past(now + Duration::from_millis(60)));
        assert_eq!(later.timestamp().as_str(), "2019-11-08T02:41:28.232Z");
    }

    #[test]
    fn it_can_always_be_written() {
        for never in [Expiry::after(SystemTime::now(), Duration::MAX), Expiry::NEVER] {
            assert_eq!(never.timestamp().as_str(), "9999-12-31T23:59:59.999Z");
            assert!(!never.is_past(SystemTime::now()));
        }
    }
}
