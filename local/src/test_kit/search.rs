//! Searching a chat until something is found, or until the time is over.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::Poll;
use std::thread;
use std::time::{Duration, Instant};

use tokio::runtime::Handle;
use tokio::task::JoinHandle;
use tokio::time::sleep;

use crate::contact::SharedContact;
use crate::lock::lock;
use crate::service::Service;

/// The default time to wait.
pub(super) const DEFAULT_WAIT: Duration = Duration::from_secs(10);

/// The time between two looks at the chat, for a thread that is blocked.
const BLOCKED_STEP: Duration = Duration::from_millis(2);

/// Calls `find` after each change of the chat, until it finds something. Returns `None` if the time
/// is over.
pub(super) async fn search<T>(
    service: &Service,
    contact: &SharedContact,
    time: Duration,
    find: impl Fn() -> Option<T>,
) -> Option<T> {
    let mut changes = lock(contact).changes.subscribe();
    let mut deadline = Deadline::start(&service.runtime, time);
    loop {
        if let Some(found) = find() {
            return Some(found);
        }
        let mut change = pin!(changes.changed());
        let has_changed = poll_fn(|context| match change.as_mut().poll(context) {
            Poll::Ready(_) => Poll::Ready(true),
            Poll::Pending => Pin::new(&mut deadline.0).poll(context).map(|_| false),
        });
        if !has_changed.await {
            return find();
        }
    }
}

/// Calls `find` again and again, and blocks the thread meanwhile.
pub(super) fn search_blocking<T>(time: Duration, find: impl Fn() -> Option<T>) -> Option<T> {
    let began = Instant::now();
    loop {
        // Look once more after the end of the time.
        let is_over = began.elapsed() >= time;
        match find() {
            None if !is_over => thread::sleep(BLOCKED_STEP.min(time)),
            found => return found,
        }
    }
}

/// A timer on the runtime of the service. Also ends if that runtime is shut down.
struct Deadline(JoinHandle<()>);

impl Deadline {
    fn start(runtime: &Handle, time: Duration) -> Self {
        Self(runtime.spawn(async move { sleep(time).await }))
    }
}

impl Drop for Deadline {
    fn drop(&mut self) {
        self.0.abort();
    }
}
