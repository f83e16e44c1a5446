//! A clock that a test holds.

use std::future::poll_fn;
use std::sync::{Arc, Mutex};
use std::task::{Poll, Waker};
use std::time::{Duration, Instant};

use connect_participant::{ClientBuilder, Clock, SleepFuture};

use crate::builder;

/// Longer than any pause between attempts, and so the time that tests without timeouts give an attempt.
const MINUTE: Duration = Duration::from_secs(60);

/// A clock whose time passes when a test says so, whatever happens on the wire meanwhile. Clones are the same clock.
#[derive(Clone)]
pub struct HeldClock {
    start: Instant,
    skips_pauses: bool,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    passed: Duration,
    sleeping: Vec<Waker>,
}

impl HeldClock {
    /// A clock that stands still.
    #[must_use]
    pub fn new() -> Self {
        Self { start: Instant::now(), skips_pauses: false, state: Arc::default() }
    }

    /// A builder for a client that sends to `url`, tries again without waiting, and has all the time in the world.
    pub fn retrying(url: impl Into<String>) -> ClientBuilder {
        builder(url)
            .max_attempts(3)
            .operation_attempt_timeout(MINUTE)
            .operation_timeout(100 * MINUTE)
            .clock(Self { skips_pauses: true, ..Self::new() })
    }

    /// Lets time pass.
    pub fn advance(&self, duration: Duration) {
        let sleeping = {
            let mut state = self.state.lock().unwrap();
            state.passed += duration;
            std::mem::take(&mut state.sleeping)
        };
        sleeping.into_iter().for_each(Waker::wake);
    }
}

impl Default for HeldClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for HeldClock {
    fn now(&self) -> Instant {
        self.start + self.state.lock().unwrap().passed
    }

    fn sleep(&self, duration: Duration) -> SleepFuture<'_> {
        if self.skips_pauses && duration < MINUTE {
            return Box::pin(std::future::ready(()));
        }
        let end = self.now().checked_add(duration);
        Box::pin(poll_fn(move |context| {
            let mut state = self.state.lock().unwrap();
            if end.is_some_and(|end| self.start + state.passed >= end) {
                Poll::Ready(())
            } else {
                state.sleeping.push(context.waker().clone());
                Poll::Pending
            }
        }))
    }
}
