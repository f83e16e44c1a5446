//! Faults that wait for requests.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use super::{Effect, Fault};
use crate::RequestRecord;
use crate::lock::lock;

/// What was injected and is still there, in its order.
#[derive(Default)]
pub(crate) struct Faults {
    waiting: Mutex<Vec<Arc<Waiting>>>,
}

struct Waiting {
    fault: Fault,
    /// How many requests it still meets, if they are counted.
    left: Option<AtomicU32>,
}

impl Faults {
    pub(crate) fn inject(&self, fault: Fault) {
        let left = fault.times.map(AtomicU32::new);
        lock(&self.waiting).push(Arc::new(Waiting { fault, left }));
    }

    pub(crate) fn clear(&self) {
        lock(&self.waiting).clear();
    }

    /// What goes wrong with this request, if anything does.
    pub(crate) fn meet(&self, request: &RequestRecord) -> Option<Effect> {
        // A rule is a user's, and may inject another fault: nothing is locked while it decides.
        let waiting = lock(&self.waiting).clone();
        let met = waiting.iter().find(|waiting| waiting.fault.is_for(request) && waiting.take())?;
        lock(&self.waiting).retain(|waiting| !waiting.is_spent());
        Some(met.fault.effect.clone())
    }
}

impl Waiting {
    /// Takes one of the requests that are left. There may be none, where others came at the same time.
    fn take(&self) -> bool {
        let Some(left) = &self.left else { return true };
        left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_ok()
    }

    fn is_spent(&self) -> bool {
        self.left.as_ref().is_some_and(|left| left.load(Ordering::Relaxed) == 0)
    }
}
