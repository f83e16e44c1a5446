//! A receipt to send.

use std::sync::Arc;

/// A kind of receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ReceiptKind {
    /// The message has arrived.
    Delivered,
    /// The message was read, and so has arrived.
    Read,
}

/// A message that gets a receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MessageRef {
    /// The id of the message.
    pub(crate) id: Arc<str>,
    /// Its place in the chat. A newer message has a higher one, and no two have the same.
    pub(crate) order: u64,
}

/// A receipt that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DueReceipt {
    /// The kind of the receipt.
    pub(crate) kind: ReceiptKind,
    /// The id of the message.
    pub(crate) message_id: Arc<str>,
}
