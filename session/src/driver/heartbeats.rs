//! The heartbeats of a websocket, by which a dead connection is found.

use std::time::Duration;

/// The time between two heartbeats.
pub(crate) const INTERVAL: Duration = Duration::from_secs(10);

/// The connection is replaced after this number of pings in a row without a good response.
const MAX_PING_FAILURES: u32 = 2;

/// The heartbeats of a websocket that is live.
///
/// A heartbeat and a ping are sent together. A heartbeat asks the gateway, a ping the service
/// behind it.
#[derive(Debug)]
pub(crate) struct Heartbeats {
    next: Duration,
    /// A frame has come since the last heartbeat.
    is_alive: bool,
    heartbeat_is_open: bool,
    ping_is_open: bool,
    ping_failures: u32,
}

/// The action at a heartbeat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Beat {
    /// A heartbeat and a ping are to be sent.
    Send,
    /// The connection is dead.
    Dead,
}

/// The state of the service behind the gateway.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Health {
    Good,
    /// A ping has failed.
    Degraded,
    /// Several pings in a row have failed.
    Failed,
}

impl Heartbeats {
    /// Starts with a heartbeat at once.
    pub(crate) fn new(now: Duration) -> Self {
        Self {
            next: now,
            is_alive: false,
            heartbeat_is_open: false,
            ping_is_open: false,
            ping_failures: 0,
        }
    }

    /// Returns the time of the next heartbeat.
    pub(crate) fn deadline(&self) -> Duration {
        self.next
    }

    /// Returns `true` if the connection is dead unless a frame has arrived that was not read yet:
    /// the next heartbeat is due, and nothing has come since the last one.
    pub(crate) fn seems_dead(&self, now: Duration) -> bool {
        now >= self.next && self.heartbeat_is_open && !self.is_alive
    }

    /// Returns the action, if a heartbeat is due.
    pub(crate) fn due(&mut self, now: Duration) -> Option<Beat> {
        if now < self.next {
            return None;
        }
        if self.seems_dead(now) {
            return Some(Beat::Dead);
        }
        if std::mem::replace(&mut self.ping_is_open, true) {
            self.ping_failures += 1;
        }
        self.heartbeat_is_open = true;
        self.is_alive = false;
        self.next = now + INTERVAL;
        Some(Beat::Send)
    }

    /// Notes a frame of any kind: it shows that the connection lives.
    pub(crate) fn frame(&mut self) {
        self.is_alive = true;
    }

    /// Notes the response to a heartbeat.
    pub(crate) fn heartbeat_response(&mut self) {
        self.heartbeat_is_open = false;
    }

    /// Notes the response to a ping.
    pub(crate) fn ping_response(&mut self, is_ok: bool) {
        self.ping_is_open = false;
        self.ping_failures = if is_ok { 0 } else { self.ping_failures + 1 };
    }

    pub(crate) fn health(&self) -> Health {
        match self.ping_failures {
            0 => Health::Good,
            MAX_PING_FAILURES.. => Health::Failed,
            _ => Health::Degraded,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Beat, Health, Heartbeats};

    fn at(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    /// Heartbeats of which the first was sent at zero.
    fn started() -> Heartbeats {
        let mut heartbeats = Heartbeats::new(at(0));
        assert_eq!(heartbeats.due(at(0)), Some(Beat::Send));
        heartbeats
    }

    #[test]
    fn silence_for_an_interval_is_death() {
        let mut heartbeats = started();
        assert_eq!(heartbeats.due(at(9)), None);
        assert_eq!(heartbeats.due(at(10)), Some(Beat::Dead));
    }

    #[test]
    fn any_frame_is_life() {
        let mut heartbeats = started();
        for seconds in 1..5 {
            heartbeats.frame();
            heartbeats.ping_response(true);
            assert_eq!(heartbeats.due(at(seconds * 10)), Some(Beat::Send));
        }
        assert_eq!(heartbeats.health(), Health::Good);
    }

    #[test]
    fn failed_pings_degrade_and_then_fail() {
        let mut heartbeats = started();
        heartbeats.ping_response(false);
        assert_eq!(heartbeats.health(), Health::Degraded);
        heartbeats.ping_response(true);
        assert_eq!(heartbeats.health(), Health::Good);
        heartbeats.ping_response(false);
        heartbeats.ping_response(false);
        assert_eq!(heartbeats.health(), Health::Failed);
    }

    #[test]
    fn ping_without_a_response_is_a_failure() {
        let mut heartbeats = started();
        for (seconds, health) in [(10, Health::Degraded), (20, Health::Failed)] {
            heartbeats.frame();
            heartbeats.heartbeat_response();
            assert_eq!(heartbeats.due(at(seconds)), Some(Beat::Send));
            assert_eq!(heartbeats.health(), health);
        }
    }
}
