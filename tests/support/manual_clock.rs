//! A clock that a test advances.

use std::future::poll_fn;
use std::sync::{Arc, Mutex};
use std::task::{Poll, Waker};
use std::time::Duration;

use connect_participant::{ClientBuilder, Clock, SleepFuture};

use crate::builder;

/// The attempt timeout of clients that skip retry delays. Longer than any delay, so that `sleep`
/// can recognise one.
const MINUTE: Duration = Duration::from_secs(60);

/// A clock that only a test advances, so that the speed of the network does not matter. Clones
/// share their time.
#[derive(Clone)]
pub struct ManualClock {
    skips_delays: bool,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    passed: Duration,
    sleeping: Vec<Waker>,
}

impl ManualClock {
    /// Creates a clock that stands still.
    #[must_use]
    pub fn new() -> Self {
        Self { skips_delays: false, state: Arc::default() }
    }

    /// Creates a builder for a client that sends to `url`, retries without a delay, and never times
    /// out.
    pub fn retrying(url: impl Into<String>) -> ClientBuilder {
        builder(url)
            .max_attempts(3)
            .operation_attempt_timeout(MINUTE)
            .operation_timeout(100 * MINUTE)
            .clock(Self { skips_delays: true, ..Self::new() })
    }

    /// Advances the clock.
    pub fn advance(&self, duration: Duration) {
        let sleeping = {
            let mut state = self.state.lock().unwrap();
            state.passed += duration;
            std::mem::take(&mut state.sleeping)
        };
        sleeping.into_iter().for_each(Waker::wake);
    }
}

impl Default for ManualClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Duration {
        self.state.lock().unwrap().passed
    }

    fn sleep(&self, duration: Duration) -> SleepFuture<'_> {
        if self.skips_delays && duration < MINUTE {
            return Box::pin(std::future::ready(()));
        }
        let end = self.now().checked_add(duration);
        Box::pin(poll_fn(move |context| {
            let mut state = self.state.lock().unwrap();
            if end.is_some_and(|end| state.passed >= end) {
                Poll::Ready(())
            } else {
                state.sleeping.push(context.waker().clone());
                Poll::Pending
            }
        }))
    }
}
