//! The calls of one operation that wait for its limit.

use std::collections::BTreeMap;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;
use std::time::Duration;

use tokio::sync::Notify;
use tokio::task::yield_now;

use super::bucket::Bucket;
use super::rate_limiter::{AttemptOutcome, PendingAttempt};
use crate::clock::Clock;
use crate::error::{Error, ErrorKind, Result};

/// The limit of one operation, and the attempts that wait for it.
///
/// Each one has a timer of its own, and whichever is polled first lets all go whose turn has come.
/// So an attempt that nothing polls, because its runtime is not driven, cannot stop the others.
pub(super) struct Queue(Mutex<State>);

struct State {
    bucket: Bucket,
    next_number: u64,
    /// An attempt that is not in here any more may be sent.
    waiting: BTreeMap<Turn, Arc<Notify>>,
}

/// The order of the attempts that wait. Retries are first: their calls have waited before.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Turn {
    is_first_attempt: bool,
    number: u64,
}

impl Queue {
    pub(super) fn new(bucket: Bucket) -> Self {
        Self(Mutex::new(State { bucket, next_number: 0, waiting: BTreeMap::new() }))
    }

    /// Waits until the attempt may be sent.
    pub(super) async fn acquire(&self, attempt: PendingAttempt<'_>) -> Result<()> {
        match self.join(attempt) {
            Ok(None) => Ok(()),
            Ok(Some(place)) => {
                place.wait().await;
                Ok(())
            }
            Err(error) => {
                // A loop of calls that fail at once would keep its thread from all other tasks.
                yield_now().await;
                Err(error)
            }
        }
    }

    /// Records the end of an attempt, and whether it is throttled.
    pub(super) fn on_outcome(&self, outcome: AttemptOutcome<'_>, is_throttled: bool) {
        let now = outcome.clock.now();
        let mut state = self.lock();
        state.bucket.arrived(now);
        if is_throttled {
            let sent_at = now.checked_sub(outcome.elapsed).unwrap_or(now);
            state.bucket.throttled(now, sent_at);
        }
    }

    /// Takes a place in the queue. Returns `None` if the attempt may be sent now, and an error if
    /// its turn cannot come in time.
    fn join<'a>(&'a self, attempt: PendingAttempt<'a>) -> Result<Option<Place<'a>>> {
        let PendingAttempt { number, time_left, clock, .. } = attempt;
        let now = clock.now();
        let mut state = self.lock();
        state.release(now);
        // If others wait, the bucket is empty now.
        if state.bucket.take(now) {
            return Ok(None);
        }
        let turn = Turn { is_first_attempt: number == 1, number: state.next_number };
        // The rate may grow before the turn comes, but never beyond its limit.
        let wait = state.bucket.shortest_wait(state.place(turn, u32::MAX));
        if wait > time_left {
            return Err(too_long(wait, time_left));
        }
        state.next_number += 1;
        let notify = Arc::new(Notify::new());
        state.waiting.insert(turn, Arc::clone(&notify));
        Ok(Some(Place { queue: self, turn, notify, clock, is_used: false }))
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Lets all attempts go whose turn has come.
    fn release(&mut self, now: Duration) {
        self.bucket.refill(now);
        let waiting = self.waiting.len();
        while let Some(first) = self.waiting.first_entry() {
            if !self.bucket.take(now) {
                break;
            }
            first.remove().notify_one();
        }
        if self.waiting.len() < waiting {
            self.notify_first();
        }
    }

    /// Lets the first attempt set its timer, as its turn comes earlier than it expected.
    fn notify_first(&self) {
        if let Some((_, first)) = self.waiting.first_key_value() {
            first.notify_one();
        }
    }

    /// Returns the place in the order, from 1 to `max`.
    fn place(&self, turn: Turn, max: u32) -> u32 {
        (1..max).zip(self.waiting.range(..turn)).fold(1, |place, _| place + 1)
    }
}

/// A place in the queue. If it is dropped, the next attempt moves up.
struct Place<'a> {
    queue: &'a Queue,
    turn: Turn,
    notify: Arc<Notify>,
    clock: &'a dyn Clock,
    /// The attempt is sent.
    is_used: bool,
}

impl Place<'_> {
    async fn wait(mut self) {
        while let Some(wait) = self.remaining() {
            let mut timer = self.clock.sleep(wait);
            let mut notified = pin!(self.notify.notified());
            poll_fn(|context| {
                let is_over = timer.as_mut().poll(context).is_ready()
                    || notified.as_mut().poll(context).is_ready();
                if is_over { Poll::Ready(()) } else { Poll::Pending }
            })
            .await;
        }
        self.is_used = true;
    }

    /// Returns the time until the turn comes, or `None` if it has come.
    fn remaining(&self) -> Option<Duration> {
        let now = self.clock.now();
        let mut state = self.queue.lock();
        state.release(now);
        // Behind a whole burst, the bucket has to be refilled before the turn comes.
        let max = state.bucket.burst().saturating_add(1);
        let place = state.place(self.turn, max);
        state.waiting.contains_key(&self.turn).then(|| state.bucket.wait(place, now))
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        if self.is_used {
            return;
        }
        let now = self.clock.now();
        let mut state = self.queue.lock();
        if state.waiting.remove(&self.turn).is_none() {
            state.bucket.put_back(now);
        }
        state.notify_first();
    }
}

fn too_long(wait: Duration, time_left: Duration) -> Error {
    let message = format!(
        "not sent: the rate limit requires a wait of {}, and the call has {} left",
        humantime::format_duration(milliseconds(wait)),
        humantime::format_duration(milliseconds(time_left))
    );
    Error::new(ErrorKind::RateLimited, message).with_retry_after(wait.saturating_sub(time_left))
}

/// Returns the duration, rounded up to milliseconds.
fn milliseconds(duration: Duration) -> Duration {
    let milliseconds = duration.as_nanos().div_ceil(1_000_000);
    u64::try_from(milliseconds).map_or(Duration::MAX, Duration::from_millis)
}
