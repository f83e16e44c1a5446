//! The settings of a session.

use std::time::Duration;

/// The settings of a session, see [`SessionBuilder`](crate::SessionBuilder).
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    /// Each connection is created with `ConnectParticipant`.
    pub(crate) connect_participant: bool,
    pub(crate) history: usize,
    pub(crate) queue_capacity: usize,
    pub(crate) connect_timeout: Duration,
    pub(crate) max_outage: Option<Duration>,
    pub(crate) websocket_lifetime: Duration,
    /// Messages are marked as delivered by the session.
    pub(crate) delivered_receipts: bool,
    pub(crate) participant_id: Option<String>,
}

impl Settings {
    /// Returns the member `ConnectParticipant`.
    pub(crate) fn connect(&self) -> Option<bool> {
        self.connect_participant.then_some(true)
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            connect_participant: false,
            history: 0,
            queue_capacity: 256,
            connect_timeout: Duration::from_secs(30),
            max_outage: None,
            websocket_lifetime: Duration::from_secs(3_540),
            delivered_receipts: false,
            participant_id: None,
        }
    }
}
