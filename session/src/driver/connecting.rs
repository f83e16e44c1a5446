//! Tokens, websockets, losses and renewals.

use std::time::Duration;

use connect_participant::{
    ConnectionToken, CreateParticipantConnectionOutput, Error, ErrorKind, Result, WithMetadata,
};
use tokio::sync::oneshot;

use crate::calls::Connecting;
use crate::driver::created::Created;
use crate::driver::heartbeats::{Beat, Health, Heartbeats};
use crate::driver::link::{HEARTBEAT, Link, Lost, PING};
use crate::driver::opening::open;
use crate::driver::{Driver, Live, Old, trace};
use crate::event::ChatEvent;
use crate::event::connection::ConnectionState;
use crate::turn::Turn;

/// The time for the response to a close frame.
pub(super) const CLOSING: Duration = Duration::from_secs(2);

/// A websocket is replaced up to this long before the end of its lifetime, so that the sessions of
/// a process do not renew theirs all at once.
const RENEWAL_SPREAD: Duration = Duration::from_secs(60);

/// The pause between two renewals of tokens that were refused. The service may refuse a new token
/// too, because the operation is not allowed.
const REFRESH_PAUSE: Duration = Duration::from_secs(10);

impl Driver {
    /// Asks for a new token and a new URL, unless it is being done.
    pub(super) fn create(&mut self) {
        if !self.creation.is_idle() {
            return;
        }
        // The pauses after failures are longer here than those of the client.
        let (turn, client) = Turn::next(&self.client.with_max_attempts(1));
        self.status.waits.begin(turn);
        let participant_token = self.participant_token.clone();
        let connect = self.settings.connect();
        self.creation
            .start(async move { client.create_connection(&participant_token, connect).await });
    }

    /// Opens a websocket.
    pub(super) fn open(&mut self, url: String) {
        let client = self.client.clone();
        self.opening.start(async move { open(&client, &url).await });
    }

    /// A call needs a newer token than this one.
    pub(super) fn refresh(
        &mut self,
        refused: &ConnectionToken,
        reply: oneshot::Sender<()>,
        now: Duration,
    ) {
        let is_current = self.tokens.current() == *refused;
        let was_refreshed = self.refreshed_at.is_some_and(|time| now < time + REFRESH_PAUSE);
        if self.end.has_ended() || is_current && was_refreshed && self.creation.is_idle() {
            // A token that is new is refused for another reason.
            drop(reply);
        } else if is_current {
            // Calls whose time is over do not wait any more.
            self.refreshes.retain(|reply| !reply.is_closed());
            self.refreshes.push(reply);
            // After a failure, the next attempt comes by itself.
            if self.retry_at.is_none() && !self.renewal.is_delayed(now) {
                self.create();
            }
        } else {
            // The call is gone if nobody receives it.
            let _ = reply.send(());
        }
    }

    pub(super) fn created(
        &mut self,
        created: Result<WithMetadata<CreateParticipantConnectionOutput>>,
        now: Duration,
    ) {
        self.status.waits.end(now);
        let created = created.and_then(|output| Created::new(output, &self.client));
        match created {
            Ok(Created { token, renewal, url, .. }) => {
                self.tokens.replace(token);
                self.renewal = renewal;
                if !self.refreshes.is_empty() {
                    self.refreshed_at = Some(now);
                }
                for reply in std::mem::take(&mut self.refreshes) {
                    // The call is gone if nobody receives it.
                    let _ = reply.send(());
                }
                if self.wants_link && self.opening.is_idle() {
                    self.open(url);
                }
            }
            Err(error) if error.is_token_refused() && self.ready.is_none() => {
                self.chat_is_over(now);
            }
            Err(error) => {
                if error.kind() == ErrorKind::AccessDenied {
                    self.refreshes.clear();
                }
                // After other failures, the calls wait for the next attempt.
                if self.wants_link {
                    self.attempt_failed(error, now);
                } else {
                    let delay =
                        self.backoff.after_failure(error.retry_after(), self.client.jitter());
                    self.renewal.delay(now.saturating_add(delay));
                }
            }
        }
    }

    pub(super) fn opened(&mut self, link: Result<Link>, now: Duration) {
        match link {
            Ok(link) => self.is_live(link, now),
            Err(error) => self.attempt_failed(error, now),
        }
    }

    /// An attempt to connect has failed. The next one comes later.
    fn attempt_failed(&mut self, error: Error, now: Duration) {
        self.wants_link = false;
        self.status.set_last_error(Some(error.clone()));
        let is_final = !error.is_retryable() && error.kind() != ErrorKind::Service;
        if self.ready.is_some() && is_final {
            return self.fail(error);
        }
        let delay = self.backoff.after_failure(error.retry_after(), self.client.jitter());
        trace::attempt_failed(&error, delay);
        self.retry_at = Some(now.saturating_add(delay));
    }

    /// Returns the time at which the session fails, because it is not connected for too long.
    fn outage_ends_at(&self) -> Option<Duration> {
        Some(self.lost_at?.saturating_add(self.settings.max_outage?))
    }

    fn is_live(&mut self, link: Link, now: Duration) {
        trace::live();
        self.wants_link = false;
        self.retry_at = None;
        self.lost_at = None;
        self.status.set_last_error(None);
        let heartbeats = Heartbeats::new(now);
        let lifetime = self.settings.websocket_lifetime;
        let spread = RENEWAL_SPREAD.min(lifetime / 2).mul_f64(self.client.jitter());
        let renew_at = now.saturating_add(lifetime.saturating_sub(spread));
        let live = Live { link, heartbeats, since: now, renew_at, is_suspect: false };
        let old = self.live.replace(live);
        // Also after a renewal: what the service sends late on the old websocket does not arrive.
        match &mut self.gap {
            // The pages that were read, and the one that is on its way, are still valid.
            Some(gap) if old.is_some() => gap.overflow(None),
            _ => self.open_gap(now),
        }
        if let Some(Live { mut link, .. }) = old {
            link.close();
            self.old = Some(Old { link, until: now + CLOSING });
        }
        self.own_typing.live();
        self.set_connection(ConnectionState::Live);
        if let Some(ready) = self.ready.take() {
            // A caller that is gone has dropped the session.
            let _ = ready.send(Ok(()));
        }
    }

    /// The connection is lost.
    pub(super) fn lost(&mut self, lost: &Lost, now: Duration) {
        let Some(live) = self.live.take() else { return };
        trace::lost(lost);
        self.lost_at = Some(now);
        self.page.cancel();
        if let Some(gap) = &mut self.gap {
            gap.end_turn(now);
        }
        self.own_typing.lost();
        self.clear_indicators();
        self.set_connection(ConnectionState::Reconnecting);
        if self.end.has_ended() {
            // No more items can come.
            return self.chat_has_ended();
        }
        // A renewal goes on as a reconnection, also if it waits after a failure.
        if !self.wants_link && self.retry_at.is_none() {
            let lifetime = now.saturating_sub(live.since);
            self.retry_at = Some(now + self.backoff.after_loss(lifetime, self.client.jitter()));
        }
    }

    fn set_connection(&mut self, state: ConnectionState) {
        if self.status.set_connection(state) {
            self.mailbox.push_state(ChatEvent::Connection(state));
        }
    }

    pub(super) fn set_health(&mut self, health: Health, now: Duration) {
        match health {
            Health::Good => self.set_connection(ConnectionState::Live),
            Health::Degraded => self.set_connection(ConnectionState::Degraded),
            Health::Failed => {
                let reason = "the service behind the websocket does not respond";
                self.lost(&Lost { code: None, reason }, now);
            }
        }
    }

    pub(super) fn tick_connection(&mut self, now: Duration) {
        if self.old.as_ref().is_some_and(|old| old.until <= now) {
            self.old = None;
        }
        self.tick_live(now);
        if self.outage_ends_at().is_some_and(|time| time <= now) && !self.end.has_ended() {
            let error = self.status.last_error();
            let problem = "the session is not connected for too long";
            return self.fail(error.unwrap_or_else(|| Error::new(ErrorKind::Timeout, problem)));
        }
        let wants_renewal = self.live.as_ref().is_some_and(|live| live.renew_at <= now);
        let is_due = match self.retry_at {
            Some(retry_at) => retry_at <= now,
            None => wants_renewal,
        };
        if is_due && !self.wants_link && !self.end.has_ended() {
            if wants_renewal && self.retry_at.is_none() {
                self.backoff.reset();
            }
            self.retry_at = None;
            self.wants_link = true;
            self.create();
        }
        // The next attempt to connect brings a token too.
        let is_waiting = self.retry_at.is_some() || self.end.has_ended();
        if !is_waiting && self.renewal.is_due(&self.client) {
            self.create();
        }
    }

    fn tick_live(&mut self, now: Duration) {
        let Some(live) = &mut self.live else { return };
        if live.heartbeats.seems_dead(now) && !live.is_suspect {
            live.is_suspect = true;
            return;
        }
        live.is_suspect = false;
        let Some(beat) = live.heartbeats.due(now) else { return };
        let health = live.heartbeats.health();
        match beat {
            Beat::Send => {
                live.link.send(PING);
                live.link.send(HEARTBEAT);
                self.set_health(health, now);
            }
            Beat::Dead => {
                let reason = "no response to a heartbeat";
                self.lost(&Lost { code: None, reason }, now);
            }
        }
    }

    pub(super) fn connection_deadline(&self) -> Option<Duration> {
        let live = self.live.as_ref();
        let renew_at = live.map(|live| live.renew_at);
        let beat = live.map(|live| live.heartbeats.deadline());
        let old = self.old.as_ref().map(|old| old.until);
        if self.end.has_ended() {
            return [beat, old].into_iter().flatten().min();
        }
        let attempt = self.retry_at.or(renew_at).filter(|_| !self.wants_link);
        let can_renew = self.creation.is_idle() && self.retry_at.is_none();
        let renewal = can_renew.then(|| self.renewal.deadline());
        [attempt, renewal, beat, old, self.outage_ends_at()].into_iter().flatten().min()
    }
}
