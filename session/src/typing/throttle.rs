//! The limit of typing events.

use std::time::Duration;

/// Allows one typing event in ten seconds.
#[derive(Default)]
pub(super) struct Throttle {
    /// The last event and the time at which it was sent.
    last: Option<(Attempt, Duration)>,
    count: u64,
}

/// A typing event to send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Attempt(u64);

impl Throttle {
    /// The time between two events.
    pub(super) const INTERVAL: Duration = Duration::from_secs(10);

    /// Returns an event to send now, or `None` if another one was sent in the last ten seconds.
    pub(super) fn start(&mut self, now: Duration) -> Option<Attempt> {
        if self.opens_at().is_some_and(|time| now < time) {
            return None;
        }
        self.count = self.count.wrapping_add(1);
        let attempt = Attempt(self.count);
        self.last = Some((attempt, now));
        Some(attempt)
    }

    /// Returns the time from which an event is allowed, or `None` if it is allowed at any time.
    pub(super) fn opens_at(&self) -> Option<Duration> {
        self.last.map(|(_, sent)| sent.saturating_add(Self::INTERVAL))
    }

    /// Allows the next event, as this one has failed. A failure of an earlier one changes nothing.
    pub(super) fn failed(&mut self, attempt: Attempt) {
        if self.last.is_some_and(|(last, _)| last == attempt) {
            self.last = None;
        }
    }

    /// Allows the next event.
    pub(super) fn open(&mut self) {
        self.last = None;
    }
}
