//! The connection of a session.

/// The state of the connection between a session and its chat.
///
/// No item of the transcript is lost while the connection is not live: the session reads the missed
/// items later. Typing is lost, because it is not part of the transcript.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ConnectionState {
    /// The session is connected. Items arrive at once.
    Live,
    /// The websocket is open, but the service behind it does not respond to pings. Items may be
    /// late.
    Degraded,
    /// The connection is lost, and the session is connecting again.
    Reconnecting,
}
