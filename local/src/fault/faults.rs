//! The faults that are injected.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use super::{Effect, Fault};
use crate::clock::expiry::Expiry;
use crate::lock::lock;
use crate::request_record::RequestRecord;

/// The injected faults, in order.
#[derive(Default)]
pub(crate) struct Faults {
    pending: Mutex<Vec<Arc<Pending>>>,
}

/// A fault that may be applied to further requests.
struct Pending {
    /// The number of the fault, by which it can be removed.
    number: u64,
    fault: Fault,
    /// The number of requests that are left. `None` means all of them.
    left: Option<AtomicU32>,
    expiry: Expiry,
}

impl Faults {
    pub(crate) fn inject(&self, number: u64, fault: Fault, now: SystemTime) {
        let left = fault.times.map(AtomicU32::new);
        let expiry = fault.lifetime.map_or(Expiry::NEVER, |lifetime| Expiry::after(now, lifetime));
        lock(&self.pending).push(Arc::new(Pending { number, fault, left, expiry }));
    }

    /// Returns the faults that are left, each with its number.
    pub(crate) fn list(&self, now: SystemTime) -> Vec<(u64, Fault)> {
        let pending = lock(&self.pending).clone();
        let left = pending.iter().filter(|pending| !pending.expiry.is_past(now));
        left.map(|pending| (pending.number, pending.rest())).collect()
    }

    /// Removes a fault. Returns `false` if there is none with this number.
    pub(crate) fn remove(&self, number: u64) -> bool {
        let mut pending = lock(&self.pending);
        let count = pending.len();
        pending.retain(|pending| pending.number != number);
        pending.len() < count
    }

    pub(crate) fn clear(&self) {
        lock(&self.pending).clear();
    }

    /// Uses up the first fault that matches the request. Returns its effect.
    pub(crate) fn take_match(&self, request: &RequestRecord, now: SystemTime) -> Option<Effect> {
        lock(&self.pending).retain(|pending| !pending.expiry.is_past(now));
        // A condition is the user's code, and may inject another fault: call it without the lock.
        let pending = lock(&self.pending).clone();
        let first =
            pending.iter().find(|pending| pending.fault.matches(request) && pending.take())?;
        lock(&self.pending).retain(|pending| !pending.is_used_up());
        Some(first.fault.effect.clone())
    }
}

impl Pending {
    /// Takes one of the requests that are left. Fails if concurrent requests have used them up.
    fn take(&self) -> bool {
        let Some(left) = &self.left else { return true };
        left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_ok()
    }

    /// Returns the fault, for the requests that are left.
    fn rest(&self) -> Fault {
        let mut fault = self.fault.clone();
        fault.times = self.left.as_ref().map(|left| left.load(Ordering::Relaxed));
        fault
    }

    fn is_used_up(&self) -> bool {
        self.left.as_ref().is_some_and(|left| left.load(Ordering::Relaxed) == 0)
    }
}
