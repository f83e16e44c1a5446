//! The outcome of a receipt.

/// The outcome of [`mark_read`](crate::Session::mark_read) or
/// [`mark_delivered`](crate::Session::mark_delivered).
///
/// No outcome is a failure. If a receipt was not sent, it was not needed, the chat did not support
/// it, or the chat or the session had ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ReceiptOutcome {
    /// The receipt was sent.
    Sent,
    /// A receipt for a newer message was sent instead, or the read receipt of the same message.
    Superseded,
    /// The message has this receipt already. A read message counts as delivered.
    AlreadyMarked,
    /// The receipt was not sent: the service rejects receipts if more than two participants are
    /// active, or a supervisor monitors the chat. The session sends receipts again when a
    /// participant has left, or after five minutes.
    Unsupported,
    /// The receipt was not sent, because this participant has sent the message.
    OwnMessage,
    /// The chat or the session ended before the receipt was sent.
    Ended,
}
