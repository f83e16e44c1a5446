//! The messages that have a receipt.

use std::collections::VecDeque;
use std::hash::{BuildHasher, RandomState};

use super::receipt::{MessageRef, Order};

/// The messages that have a receipt of one kind. Memory is bounded: of old messages, it is only
/// known that a newer one has a receipt.
#[derive(Default)]
pub(super) struct Marks {
    /// The order of the newest message.
    newest: Option<Order>,
    /// Hashes of ids. They need much less memory than the ids.
    ids: VecDeque<u64>,
    hasher: RandomState,
}

impl Marks {
    /// The maximum number of messages that are known by their id.
    pub(super) const CAPACITY: usize = 1_024;

    /// Marks a message, with its order if that is known.
    pub(super) fn insert(&mut self, id: &str, order: Option<Order>) {
        self.newest = self.newest.max(order);
        let id = self.hasher.hash_one(id);
        if self.ids.contains(&id) {
            return;
        }
        self.ids.push_back(id);
        if self.ids.len() > Self::CAPACITY {
            self.ids.pop_front();
        }
    }

    /// Returns `true` if the message has the receipt.
    pub(super) fn contains(&self, message: &MessageRef) -> bool {
        self.ids.contains(&self.hasher.hash_one(&*message.id))
    }

    /// Returns `true` if a newer message has the receipt.
    pub(super) fn has_newer(&self, order: Order) -> bool {
        self.newest.is_some_and(|newest| newest > order)
    }

    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }
}
