//! The outcome of a typing event.

/// The outcome of [`send_typing`](crate::Session::send_typing).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TypingOutcome {
    /// The event was sent.
    Sent,
    /// The event was not sent, because another one was sent in the last ten seconds. It still shows
    /// that this participant is typing.
    Suppressed,
    /// The event was not sent, because the session is not connected. It is not sent later either.
    NotLive,
    /// The event was not sent, because the chat or the session has ended.
    Ended,
}
