//! The end of a validity.

use std::time::{Duration, SystemTime};

use connect_participant::Timestamp;

use crate::clock::timestamp::{latest, timestamp};

/// The time from which something is no longer valid. `None` means that it is always valid.
#[derive(Clone, Copy)]
pub(crate) struct Expiry(Option<SystemTime>);

impl Expiry {
    /// Never expires.
    pub(crate) const NEVER: Self = Self(None);

    /// Expires `duration` after `now`, or never if that time is too late for a `SystemTime`.
    pub(crate) fn after(now: SystemTime, duration: Duration) -> Self {
        Self(now.checked_add(duration))
    }

    pub(crate) fn is_past(self, now: SystemTime) -> bool {
        self.0.is_some_and(|end| now >= end)
    }

    /// The time as the service writes it, or the last moment that it can write.
    pub(crate) fn timestamp(self) -> Timestamp {
        self.0.map_or_else(latest, timestamp)
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::Expiry;

    #[test]
    fn an_expiry_is_past_from_its_time_on() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_millis(1_573_180_888_172);
        assert!(Expiry::after(now, Duration::ZERO).is_past(now));
        let later = Expiry::after(now, Duration::from_millis(60));
        assert!(!later.is_past(now + Duration::from_millis(59)));
        assert!(later.is_past(now + Duration::from_millis(60)));
        assert_eq!(later.timestamp().as_str(), "2019-11-08T02:41:28.232Z");
    }

    #[test]
    fn never_is_written_as_the_latest_timestamp() {
        for never in [Expiry::after(SystemTime::now(), Duration::MAX), Expiry::NEVER] {
            assert_eq!(never.timestamp().as_str(), "9999-12-31T23:59:59.999Z");
            assert!(!never.is_past(SystemTime::now()));
        }
    }
}
