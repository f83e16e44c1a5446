//! The turns of calls, by the rate limits of the client.

use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use connect_participant::Client;

/// The time limit of a call with its turn. After an outage, a client with many chats needs a while
/// to connect all of them, and to read their transcripts.
const MAX_WAIT: Duration = Duration::from_secs(300);

/// A call that waits for its turn, by the rate limits of the client, until it is sent.
#[derive(Debug)]
pub(crate) struct Turn {
    asked_at: Duration,
    sent_at: Arc<OnceLock<Duration>>,
}

impl Turn {
    /// Returns the turn of the next call, and the client that makes it.
    pub(crate) fn next(client: &Client) -> (Self, Client) {
        let sent_at = Arc::new(OnceLock::new());
        let turn = Self { asked_at: client.clock().now(), sent_at: Arc::clone(&sent_at) };
        let timer = client.clone();
        let client = client.with_layer(move |request, next| {
            sent_at.get_or_init(|| timer.clock().now());
            next.run(request)
        });
        (turn, client.with_operation_timeout(MAX_WAIT))
    }

    /// Returns the time at which the call was sent, or `None` if it waits.
    pub(crate) fn sent_at(&self) -> Option<Duration> {
        self.sent_at.get().copied()
    }

    /// Returns the time at which the call was sent, or at which it began to wait.
    pub(crate) fn started_at(&self) -> Duration {
        self.sent_at().unwrap_or(self.asked_at)
    }

    /// Returns the time for which the call has waited.
    pub(crate) fn waited(&self, now: Duration) -> Duration {
        self.sent_at().unwrap_or(now).saturating_sub(self.asked_at)
    }

    /// A call that was sent at once.
    #[cfg(test)]
    pub(crate) fn sent(at: Duration) -> Self {
        Self { asked_at: at, sent_at: Arc::new(at.into()) }
    }
}

/// The waits for turns of a session that connects.
#[derive(Debug, Default)]
pub(crate) struct Waits(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    /// The turn of the call that has not returned.
    turn: Option<Turn>,
    /// The waits of the calls before.
    before: Duration,
}

impl Waits {
    /// Notes that a call begins to wait.
    pub(crate) fn begin(&self, turn: Turn) {
        self.lock().turn = Some(turn);
    }

    /// Notes that the call has returned.
    pub(crate) fn end(&self, now: Duration) {
        let mut state = self.lock();
        if let Some(turn) = state.turn.take() {
            state.before = state.before.saturating_add(turn.waited(now));
        }
    }

    /// Returns the time for which all calls have waited.
    pub(crate) fn total(&self, now: Duration) -> Duration {
        let state = self.lock();
        let current = state.turn.as_ref().map(|turn| turn.waited(now)).unwrap_or_default();
        state.before.saturating_add(current)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // The state is valid after each statement, so a panic elsewhere does no harm.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
