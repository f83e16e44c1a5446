//! How far the end of a session has come.

use std::time::Duration;

use tokio::sync::oneshot;

/// The time for the last items, after the service has refused the participant token.
const LAST_ITEMS: Duration = Duration::from_secs(2);

/// The time that a session has to send its pending receipts when it is closed.
const FLUSH: Duration = Duration::from_secs(5);

/// The pauses before the session asks the service if the chat has ended, after the participant has
/// left. A flow may continue for a while, for example with a survey.
const FIRST_PROBE: Duration = Duration::from_secs(30);
const NEXT_PROBE: Duration = Duration::from_secs(60);

/// How far the end has come.
#[derive(Default)]
pub(super) struct End {
    is_over: bool,
    /// The chat is over. The last items may still come until then.
    ended: Option<Duration>,
    probe: Option<Probe>,
    closing: Option<Duration>,
    closed: Vec<oneshot::Sender<()>>,
    handles_are_gone: bool,
    events_are_gone: bool,
}

/// The session asks the service if the chat has ended.
#[derive(Clone, Copy)]
struct Probe {
    at: Duration,
    /// The participant has left, so that the end is only a matter of time.
    is_repeated: bool,
}

/// The step that is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Due {
    /// The session is over, and the chat goes on.
    Closed,
    /// The chat has ended.
    Ended,
    /// The session must ask the service if the chat has ended.
    Probe,
}

impl End {
    pub(super) fn is_over(&self) -> bool {
        self.is_over
    }

    /// Returns `true` if the chat has ended. Nothing is sent then.
    pub(super) fn has_ended(&self) -> bool {
        self.is_over || self.ended.is_some()
    }

    pub(super) fn deadline(&self) -> Option<Duration> {
        let probe = self.probe.filter(|_| !self.has_ended()).map(|probe| probe.at);
        [self.ended, probe, self.closing].into_iter().flatten().min()
    }

    /// The participant has left the chat.
    pub(super) fn leave(&mut self, now: Duration) {
        self.probe = Some(Probe { at: now + FIRST_PROBE, is_repeated: true });
    }

    /// The chat says that the participant has left.
    pub(super) fn own_left(&mut self, now: Duration) {
        self.probe = Some(Probe { at: now + LAST_ITEMS, is_repeated: true });
    }

    /// The chat was transferred. It is over for the agent before the transfer, and goes on for all
    /// others, so the session asks once.
    pub(super) fn transferred(&mut self, now: Duration) {
        self.probe.get_or_insert(Probe { at: now + LAST_ITEMS, is_repeated: false });
    }

    /// The user closes the session.
    pub(super) fn close(&mut self, now: Duration, reply: oneshot::Sender<()>) {
        self.closing.get_or_insert(now + FLUSH);
        self.closed.push(reply);
    }

    /// The last handle was dropped.
    pub(super) fn handles_dropped(&mut self) {
        self.handles_are_gone = true;
    }

    /// The stream of events was dropped.
    pub(super) fn events_dropped(&mut self) {
        self.events_are_gone = true;
    }

    /// The chat is over. The last items may still come for a moment.
    pub(super) fn end_soon(&mut self, now: Duration) {
        self.ended.get_or_insert(now + LAST_ITEMS);
    }

    /// The session is over.
    pub(super) fn finish(&mut self) {
        self.is_over = true;
    }

    /// Returns the step that is due. `is_idle` is `true` if no receipt is pending.
    pub(super) fn due(&mut self, now: Duration, is_idle: bool) -> Option<Due> {
        let is_due = |time: Option<Duration>| time.is_some_and(|time| time <= now);
        if self.handles_are_gone && self.events_are_gone {
            return Some(Due::Closed);
        }
        if is_due(self.ended) {
            return Some(Due::Ended);
        }
        if self.closing.is_some() && is_idle || is_due(self.closing) {
            return Some(Due::Closed);
        }
        let probe = self.probe.filter(|probe| probe.at <= now && !self.has_ended());
        if let Some(Probe { is_repeated, .. }) = probe {
            self.probe = is_repeated.then_some(Probe { at: now + NEXT_PROBE, is_repeated });
            return Some(Due::Probe);
        }
        None
    }

    /// Completes the calls of `close`.
    pub(super) fn reply(&mut self) {
        for reply in std::mem::take(&mut self.closed) {
            // A caller that is gone does not wait.
            let _ = reply.send(());
        }
    }
}
