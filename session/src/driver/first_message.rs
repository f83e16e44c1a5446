//! The first message of this participant, by which the session finds the participant's id.

use std::time::Duration;

/// The time for which nothing is read while the message is on its way.
const MAX_WAIT: Duration = Duration::from_secs(2);

/// The messages of this participant that are on their way. The first one may come back before the
/// response with its id. So nothing is read until then: it would seem to be of somebody else.
#[derive(Debug, Default)]
pub(super) struct FirstMessage {
    open: usize,
    /// The websocket and the transcript are not read until then.
    until: Option<Duration>,
}

impl FirstMessage {
    /// Notes that a message is about to be sent.
    pub(super) fn sending(&mut self, now: Duration) {
        self.open = self.open.saturating_add(1);
        self.until.get_or_insert(now.saturating_add(MAX_WAIT));
    }

    /// Notes that a call of a message has returned.
    pub(super) fn returned(&mut self) {
        self.open = self.open.saturating_sub(1);
        if self.open == 0 {
            self.until = None;
        }
    }

    /// Returns the time until which nothing is read.
    pub(super) fn holds_until(&self, now: Duration) -> Option<Duration> {
        self.until.filter(|until| now < *until)
    }
}
