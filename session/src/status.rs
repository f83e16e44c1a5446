//! The state of a session that its task reports.

use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use connect_participant::Error;

use crate::event::connection::ConnectionState;
use crate::turn::Waits;

const LIVE: u8 = 0;
const DEGRADED: u8 = 1;
const RECONNECTING: u8 = 2;
const OVER: u8 = 3;

/// The state of a session.
#[derive(Debug)]
pub(crate) struct Status {
    connection: AtomicU8,
    unreadable_frames: AtomicU64,
    /// The id of the participant, if it is known.
    participant_id: OnceLock<Box<str>>,
    /// The last failure of an attempt to connect, since the session was live.
    last_error: Mutex<Option<Error>>,
    /// The waits for turns of the attempts to connect.
    pub(crate) waits: Waits,
}

impl Status {
    pub(crate) fn new() -> Self {
        Self {
            connection: AtomicU8::new(RECONNECTING),
            unreadable_frames: AtomicU64::new(0),
            participant_id: OnceLock::new(),
            last_error: Mutex::new(None),
            waits: Waits::default(),
        }
    }

    /// Returns the state of the connection, or `None` if the session is over.
    pub(crate) fn connection(&self) -> Option<ConnectionState> {
        match self.connection.load(Ordering::Relaxed) {
            LIVE => Some(ConnectionState::Live),
            DEGRADED => Some(ConnectionState::Degraded),
            RECONNECTING => Some(ConnectionState::Reconnecting),
            _ => None,
        }
    }

    /// Sets the state of the connection. Returns `false` if it is the same.
    pub(crate) fn set_connection(&self, state: ConnectionState) -> bool {
        let state = match state {
            ConnectionState::Live => LIVE,
            ConnectionState::Degraded => DEGRADED,
            ConnectionState::Reconnecting => RECONNECTING,
        };
        self.connection.swap(state, Ordering::Relaxed) != state
    }

    pub(crate) fn set_over(&self) {
        self.connection.store(OVER, Ordering::Relaxed);
    }

    pub(crate) fn count_unreadable(&self) {
        self.unreadable_frames.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn unreadable_frames(&self) -> u64 {
        self.unreadable_frames.load(Ordering::Relaxed)
    }

    pub(crate) fn set_participant_id(&self, id: Option<&str>) {
        if let Some(id) = id {
            // It does not change.
            self.participant_id.get_or_init(|| id.into());
        }
    }

    pub(crate) fn participant_id(&self) -> Option<&str> {
        self.participant_id.get().map(|id| &**id)
    }

    pub(crate) fn set_last_error(&self, error: Option<Error>) {
        *self.last_error.lock().unwrap_or_else(PoisonError::into_inner) = error;
    }

    pub(crate) fn last_error(&self) -> Option<Error> {
        self.last_error.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
