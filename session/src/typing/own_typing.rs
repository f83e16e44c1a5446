//! The typing events of this participant.

use std::time::Duration;

use connect_participant::Error;

use super::guards::{GuardId, Guards};
use super::outcome::TypingOutcome;
use super::throttle::{Attempt, Throttle};

/// The typing events that a session sends: at most one in ten seconds, as an event shows for longer
/// than that. A guard repeats it.
#[derive(Default)]
pub(crate) struct OwnTyping {
    throttle: Throttle,
    guards: Guards,
    state: State,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum State {
    #[default]
    NotLive,
    Live,
    Ended,
}

impl OwnTyping {
    /// After a message of this participant, a guard that is still there repeats its event. Most are
    /// dropped until then.
    const AFTER_MESSAGE: Duration = Duration::from_secs(1);

    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Returns an event to send because the user asks for it, or the reason why none is sent.
    /// Report a failure with [`failed`](Self::failed).
    pub(crate) fn request(&mut self, now: Duration) -> Result<Attempt, TypingOutcome> {
        let outcome = self.request_while_sending(now);
        let attempt = if self.state == State::Live { self.start(now) } else { None };
        attempt.ok_or(outcome)
    }

    /// Returns the outcome of a request while another event is on its way, so that none is sent.
    pub(crate) fn request_while_sending(&mut self, now: Duration) -> TypingOutcome {
        match self.state {
            State::NotLive => TypingOutcome::NotLive,
            State::Ended => TypingOutcome::Ended,
            State::Live => {
                self.guards.resume(now);
                TypingOutcome::Suppressed
            }
        }
    }

    /// Starts a guard. Its first event is due at once, if it is allowed.
    pub(crate) fn start_guard(&mut self, now: Duration) -> GuardId {
        self.guards.start(now)
    }

    /// Makes a guard active for another five minutes.
    pub(crate) fn renew_guard(&mut self, now: Duration, id: GuardId) {
        self.guards.renew(now, id);
    }

    /// Stops a guard.
    pub(crate) fn stop_guard(&mut self, id: GuardId) {
        self.guards.stop(id);
    }

    /// Returns the time at which [`due`](Self::due) has to be called.
    pub(crate) fn deadline(&self) -> Option<Duration> {
        let deadline = self.guards.deadline(self.throttle.opens_at());
        deadline.filter(|_| self.state == State::Live)
    }

    /// Returns an event to send now because of a guard. Report a failure with
    /// [`failed`](Self::failed).
    pub(crate) fn due(&mut self, now: Duration) -> Option<Attempt> {
        if self.deadline().is_none_or(|deadline| now < deadline) {
            return None;
        }
        // If this is late, as after a loss, the guards may not be active any more.
        self.guards.skip_to(now);
        self.deadline()?;
        self.start(now)
    }

    fn start(&mut self, now: Duration) -> Option<Attempt> {
        let attempt = self.throttle.start(now)?;
        self.guards.set_next(now.saturating_add(Throttle::INTERVAL));
        Some(attempt)
    }

    /// Records that an event has failed. It does not count, and is not retried. If it was
    /// throttled, the guards send nothing more until the user asks for it.
    pub(crate) fn failed(&mut self, attempt: Attempt, error: &Error) {
        self.throttle.failed(attempt);
        if error.is_throttling() {
            self.guards.pause();
        }
    }

    /// Records that this participant has sent a message. It has cleared the typing indicator of the
    /// others, so an event is allowed again.
    pub(crate) fn message_sent(&mut self, now: Duration) {
        self.throttle.open();
        self.guards.set_next(now.saturating_add(Self::AFTER_MESSAGE));
    }

    /// Records that the session is live.
    pub(crate) fn live(&mut self) {
        if self.state != State::Ended {
            self.state = State::Live;
        }
    }

    /// Records that the session is not live any more. No event is sent, nor queued.
    pub(crate) fn lost(&mut self) {
        if self.state != State::Ended {
            self.state = State::NotLive;
        }
    }

    /// Records that the chat or the session has ended.
    pub(crate) fn end(&mut self) {
        self.state = State::Ended;
    }
}
