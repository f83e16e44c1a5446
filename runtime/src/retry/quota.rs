//! The quota for the retries of a client.

use std::sync::atomic::{AtomicU32, Ordering};

use crate::error::ErrorKind;

/// The quota that the clones of a client share. Retries take from it, and successes give back to
/// it, so a service that is down gets few retries.
#[derive(Debug)]
pub(crate) struct Quota {
    capacity: u32,
    left: AtomicU32,
}

/// The amount that a retry takes from the quota.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cost(u32);

impl Cost {
    const RETRY: Self = Self(5);
    const RETRY_AFTER_TIMEOUT: Self = Self(10);

    /// The amount that a success without a retry gives back.
    const SUCCESS: Self = Self(1);

    pub(crate) fn of_retry_after(failure: ErrorKind) -> Self {
        if failure == ErrorKind::Timeout { Self::RETRY_AFTER_TIMEOUT } else { Self::RETRY }
    }
}

/// A permit for one retry. If it is dropped unspent, its cost is given back.
pub(crate) struct Permit<'a> {
    quota: &'a Quota,
    cost: Option<Cost>,
}

impl Permit<'_> {
    /// Spends the permit, because the retry is made.
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

    /// Takes a cost, if enough is left.
    pub(crate) fn take(&self, cost: Cost) -> Option<Permit<'_>> {
        let take = |left: u32| left.checked_sub(cost.0);
        self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take).ok()?;
        Some(Permit { quota: self, cost: Some(cost) })
    }

    /// Records a success. It gives back the cost of the call's last retry, or a little if there was
    /// none.
    pub(crate) fn succeeded(&self, last_retry: Option<Cost>) {
        self.give(last_retry.unwrap_or(Cost::SUCCESS));
    }

    fn give(&self, Cost(back): Cost) {
        let give = |left: u32| {
            // A full quota is not written to, because a write would slow down the clones on other
            // cores.
            (left < self.capacity).then(|| left.saturating_add(back).min(self.capacity))
        };
        // An error means that the quota is full.
        let _ = self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, give);
    }
}
