//! The turn of a call.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use connect_participant::Client;

/// The time limit of a call with its turn. After an outage, a client with many chats needs a while
/// to read all transcripts.
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
