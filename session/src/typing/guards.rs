//! The guards that keep typing alive.

use std::time::Duration;

/// The guards of a session. As long as one of them is active, a typing event is repeated.
#[derive(Default)]
pub(super) struct Guards {
    started: Vec<Guard>,
    count: u64,
    /// The time of the next event.
    next: Duration,
    /// No event is repeated until a user starts or renews a guard.
    is_paused: bool,
}

/// The id of a guard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct GuardId(u64);

struct Guard {
    id: GuardId,
    /// The guard is not active any more from this time on.
    expires: Duration,
}

impl Guards {
    /// The time for which a guard is active, if the user does not renew it.
    const LIFE: Duration = Duration::from_secs(300);

    /// Starts a guard. Its first event is due at once.
    pub(super) fn start(&mut self, now: Duration) -> GuardId {
        self.count = self.count.wrapping_add(1);
        let id = GuardId(self.count);
        self.started.push(Guard { id, expires: now.saturating_add(Self::LIFE) });
        self.resume(now);
        id
    }

    /// Makes a guard active for another five minutes.
    pub(super) fn renew(&mut self, now: Duration, id: GuardId) {
        let guard = self.started.iter_mut().find(|guard| guard.id == id);
        if let Some(guard) = guard {
            guard.expires = now.saturating_add(Self::LIFE);
            self.resume(now);
        }
    }

    pub(super) fn stop(&mut self, id: GuardId) {
        self.started.retain(|guard| guard.id != id);
    }

    /// Repeats no event until a user starts or renews a guard.
    pub(super) fn pause(&mut self) {
        self.is_paused = true;
    }

    /// Repeats events again. One is due at once.
    pub(super) fn resume(&mut self, now: Duration) {
        self.is_paused = false;
        self.next = now;
    }

    /// Sets the time of the next event.
    pub(super) fn set_next(&mut self, next: Duration) {
        self.next = next;
    }

    /// Moves the next event to this time, if it is earlier.
    pub(super) fn skip_to(&mut self, now: Duration) {
        self.next = self.next.max(now);
    }

    /// Returns the time of the next event, if a guard is active then. No event is allowed before
    /// `earliest`.
    pub(super) fn deadline(&self, earliest: Option<Duration>) -> Option<Duration> {
        let next = self.next.max(earliest.unwrap_or_default());
        let is_active = self.started.iter().any(|guard| next < guard.expires);
        (is_active && !self.is_paused).then_some(next)
    }
}
