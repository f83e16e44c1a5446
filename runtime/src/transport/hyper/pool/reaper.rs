//! The task that closes the idle connections of a runtime.

use std::sync::{Arc, Weak};
use std::time::Duration;

use tokio::runtime::{Handle, Id};
use tokio::time::sleep;

use crate::clock::tokio_now;
use crate::transport::hyper::pool::Pool;
use crate::transport::limits::POOL_IDLE_TIMEOUT;

/// Starts the task of a runtime. It ends when the runtime has no idle connection, or when the pool
/// is dropped.
pub(super) fn spawn(pool: &Arc<Pool>, runtime: &Handle) {
    let mut reaper =
        Reaper { pool: Arc::downgrade(pool), runtime: runtime.id(), is_finished: false };
    runtime.spawn(async move {
        while let Some(oldest) = reaper.close_expired() {
            sleep((oldest + POOL_IDLE_TIMEOUT).saturating_sub(tokio_now())).await;
        }
    });
}

struct Reaper {
    pool: Weak<Pool>,
    runtime: Id,
    /// The pool has forgotten this task, and may have started another one.
    is_finished: bool,
}

impl Reaper {
    /// Closes the connections whose idle timeout has passed. Returns the time at which the oldest
    /// of the others became idle. If there is none, the pool forgets the task.
    fn close_expired(&mut self) -> Option<Duration> {
        let pool = self.pool.upgrade()?;
        let now = tokio_now();
        let (expired, oldest) = pool.remove_idle(self.runtime, |idle| idle.is_expired(now));
        drop(expired);
        self.is_finished = oldest.is_none();
        oldest
    }
}

/// A runtime that is dropped drops its tasks. Its connections are closed, because its id may be used
/// again.
impl Drop for Reaper {
    fn drop(&mut self) {
        if self.is_finished {
            return;
        }
        if let Some(pool) = self.pool.upgrade() {
            drop(pool.remove_idle(self.runtime, |_| true));
        }
    }
}
