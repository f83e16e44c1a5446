//! The log of a session's connection, with the feature `tracing`.
//!
//! It has no token, no part of a URL, no content of the chat, and no message of an error: a message
//! of the service may repeat what was sent.

use std::time::Duration;

use connect_participant::Error;

use crate::driver::link::Lost;

/// The session is live.
pub(super) fn live() {
    #[cfg(feature = "tracing")]
    tracing::info!(target: "connect_participant_session", "live");
}

/// The connection is lost.
pub(super) fn lost(lost: &Lost) {
    #[cfg(feature = "tracing")]
    tracing::warn!(
        target: "connect_participant_session",
        code = lost.code,
        reason = lost.reason,
        "connection lost"
    );
    #[cfg(not(feature = "tracing"))]
    let _ = (lost.code, lost.reason);
}

/// An attempt to connect has failed. The next one comes after the delay.
pub(super) fn attempt_failed(error: &Error, delay: Duration) {
    #[cfg(feature = "tracing")]
    tracing::warn!(
        target: "connect_participant_session",
        retry_in_ms = u64::try_from(delay.as_millis()).unwrap_or(u64::MAX),
        "error.type" = %error.kind(),
        "attempt to connect failed"
    );
    #[cfg(not(feature = "tracing"))]
    let _ = (error, delay);
}

/// The session is over.
pub(super) fn over() {
    #[cfg(feature = "tracing")]
    tracing::info!(target: "connect_participant_session", "session over");
}
