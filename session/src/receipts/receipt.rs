//! A receipt to send.

use std::sync::Arc;
use std::time::SystemTime;

/// A kind of receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ReceiptKind {
    /// The message has arrived.
    Delivered,
    /// The message was read, and so has arrived.
    Read,
}

/// A message that gets a receipt. A newer message is greater.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct MessageRef {
    pub(crate) order: Order,
    /// The id of the message.
    pub(crate) id: Arc<str>,
}

/// The order of messages in a chat. The time comes first: a message that was read late from the
/// transcript is old, and the places of an earlier session mean nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Order {
    /// The time at which the service has recorded the message, if it is known.
    pub(crate) time: Option<SystemTime>,
    /// The place in the order of delivery, if this session has delivered the message.
    pub(crate) place: Option<u64>,
}

#[cfg(test)]
impl From<u64> for Order {
    fn from(place: u64) -> Self {
        Self { time: None, place: Some(place) }
    }
}

/// A receipt that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DueReceipt {
    /// The kind of the receipt.
    pub(crate) kind: ReceiptKind,
    /// The id of the message.
    pub(crate) message_id: Arc<str>,
}
