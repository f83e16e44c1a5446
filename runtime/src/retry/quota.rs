//! How many retries a client may make in all.

use std::sync::atomic::{AtomicU32, Ordering};

use crate::ErrorKind;

/// What the clones of a client share, so that a service which is down gets few calls again, and not three times as many
/// as ever. Retries take from it, and successes give back to it.
#[derive(Debug)]
pub(crate) struct Quota {
    capacity: u32,
    left: AtomicU32,
}

/// What a retry takes from the quota.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cost(u32);

impl Cost {
    const RETRY: Self = Self(5);
    const RETRY_AFTER_TIMEOUT: Self = Self(10);

    /// What a success gives back that took no retry.
    const SUCCESS: Self = Self(1);

    pub(crate) fn of_retry_after(failure: ErrorKind) -> Self {
        if failure == ErrorKind::Timeout { Self::RETRY_AFTER_TIMEOUT } else { Self::RETRY }
    }
}

/// Leave for one retry. What it cost is given back unless the retry is made.
pub(crate) struct Permit<'a> {
    quota: &'a Quota,
    cost: Option<Cost>,
}

impl Permit<'_> {
    /// The retry is made.
    pub(crate) fn spend(mut self) -> Option<Cost> {
        self.cost.take()
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        if let Some(cost) = self.cost {
            self.quota.give(cost);
        }
    }
}

impl Quota {
    pub(crate) fn new(capacity: u32) -> Self {
        Self { capacity, left: AtomicU32::new(capacity) }
    }

    /// Takes so much, where there is so much left.
    pub(crate) fn take(&self, cost: Cost) -> Option<Permit<'_>> {
        let take = |left: u32| left.checked_sub(cost.0);
        self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take).ok()?;
        Some(Permit { quota: self, cost: Some(cost) })
    }

    /// Counts a success: it gives back what its last retry took, as that one was worth it, or else a little.
    pub(crate) fn succeeded(&self, last_retry: Option<Cost>) {
        self.give(last_retry.unwrap_or(Cost::SUCCESS));
    }

    fn give(&self, Cost(back): Cost) {
        let give = |left: u32| {
            // Nothing is written where nothing changes, which is nearly always, so that clones do not get in each
            // other's way.
            (left < self.capacity).then(|| left.saturating_add(back).min(self.capacity))
        };
        // An error says that the quota is full.
        let _ = self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, give);
    }
}
