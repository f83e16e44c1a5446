//! Faults of websockets.

use std::fmt;
use std::time::Duration;

/// A failure that the local service applies to open websockets after it is
/// [injected](crate::LocalService::inject_socket_fault).
///
/// By default, it is applied to the next frame of its kind on any websocket, and then removed.
/// [`of`](Self::of) chooses the participant; [`times`](Self::times) and [`always`](Self::always)
/// set the number of frames.
///
/// ```
/// use connect_participant_local::{LocalService, SocketFault};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> std::io::Result<()> {
/// let service = LocalService::start().await?;
/// // A client that sends heartbeats gets no response, and has to open another websocket.
/// service.inject_socket_fault(SocketFault::ignore_heartbeat().always());
/// // The next frame of the chat comes twice.
/// service.inject_socket_fault(SocketFault::duplicate_push());
/// # Ok(())
/// # }
/// ```
///
/// A [`Fault`](crate::Fault) [on](crate::Fault::on) `websocket` refuses handshakes, and a
/// [`ChatSocket`](crate::ChatSocket) closes or silences a websocket at once.
#[derive(Clone)]
#[must_use = "a fault does nothing until it is injected"]
pub struct SocketFault {
    pub(crate) effect: SocketEffect,
    /// The id of a participant or a chat.
    pub(crate) of: Option<String>,
    /// The number of frames. `None` means all of them.
    pub(crate) times: Option<u32>,
}

/// The effect of a fault on a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SocketEffect {
    IgnoreSubscription,
    FailSubscription,
    IgnoreHeartbeat,
    IgnorePing,
    FailPing(u16),
    IgnoreProtocolPing,
    LosePush,
    DelayPush(Duration),
    DuplicatePush,
    ReorderPush,
}

/// The kind of frames to which a fault applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trigger {
    Subscription,
    Heartbeat,
    Ping,
    ProtocolPing,
    Push,
}

impl SocketFault {
    pub(crate) fn new(effect: SocketEffect) -> Self {
        Self { effect, of: None, times: Some(1) }
    }

    /// Sends no response to a subscription, and does not subscribe the websocket.
    pub fn ignore_subscription() -> Self {
        Self::new(SocketEffect::IgnoreSubscription)
    }

    /// Responds to a subscription with the status `failure`, and does not subscribe the websocket.
    pub fn fail_subscription() -> Self {
        Self::new(SocketEffect::FailSubscription)
    }

    /// Sends no response to a heartbeat, `aws/heartbeat`.
    pub fn ignore_heartbeat() -> Self {
        Self::new(SocketEffect::IgnoreHeartbeat)
    }

    /// Sends no response to a ping, `aws/ping`. Pings of the websocket protocol are not affected, see
    /// [`ignore_protocol_ping`](Self::ignore_protocol_ping).
    pub fn ignore_ping() -> Self {
        Self::new(SocketEffect::IgnorePing)
    }

    /// Responds to a ping, `aws/ping`, with this `statusCode`.
    pub fn fail_ping(status_code: u16) -> Self {
        Self::new(SocketEffect::FailPing(status_code))
    }

    /// Sends no pong in response to a ping of the websocket protocol. Everything else works, so only a
    /// client that pings this way, as the Android client does, considers the websocket dead.
    pub fn ignore_protocol_ping() -> Self {
        Self::new(SocketEffect::IgnoreProtocolPing)
    }

    /// Does not send a frame of the chat. The item is still recorded.
    pub fn lose_push() -> Self {
        Self::new(SocketEffect::LosePush)
    }

    /// Sends a frame of the chat after `delay`, measured by the runtime of the service. Later
    /// frames overtake it.
    pub fn delay_push(delay: Duration) -> Self {
        Self::new(SocketEffect::DelayPush(delay))
    }

    /// Sends a frame of the chat twice.
    pub fn duplicate_push() -> Self {
        Self::new(SocketEffect::DuplicatePush)
    }

    /// Sends a frame of the chat after the next one. If there is no next one, it is never sent.
    pub fn reorder_push() -> Self {
        Self::new(SocketEffect::ReorderPush)
    }

    /// Applies the fault only to websockets of the participant with this id, see
    /// [`ChatParticipant::id`](crate::ChatParticipant::id), or to all websockets of the chat with
    /// this contact id, see [`Chat::contact_id`](crate::Chat::contact_id).
    pub fn of(mut self, id: impl Into<String>) -> Self {
        self.of = Some(id.into());
        self
    }

    /// Sets the number of frames to which the fault is applied. Defaults to 1.
    pub fn times(mut self, times: u32) -> Self {
        self.times = Some(times);
        self
    }

    /// Applies the fault to all frames of its kind, until
    /// [`clear_faults`](crate::LocalService::clear_faults) is called.
    pub fn always(mut self) -> Self {
        self.times = None;
        self
    }

    /// `ids` are those of the participant and the chat of a websocket.
    pub(crate) fn matches(&self, trigger: Trigger, ids: [&str; 2]) -> bool {
        self.effect.trigger() == trigger && self.of.as_deref().is_none_or(|id| ids.contains(&id))
    }
}

impl SocketEffect {
    fn trigger(self) -> Trigger {
        match self {
            Self::IgnoreSubscription | Self::FailSubscription => Trigger::Subscription,
            Self::IgnoreHeartbeat => Trigger::Heartbeat,
            Self::IgnorePing | Self::FailPing(_) => Trigger::Ping,
            Self::IgnoreProtocolPing => Trigger::ProtocolPing,
            Self::LosePush | Self::DelayPush(_) | Self::DuplicatePush | Self::ReorderPush => {
                Trigger::Push
            }
        }
    }
}

impl fmt::Debug for SocketFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SocketFault")
            .field("effect", &self.effect)
            .field("of", &self.of)
            .field("times", &self.times)
            .finish()
    }
}
