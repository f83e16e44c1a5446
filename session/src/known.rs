//! The items that have been delivered.

use std::collections::{HashMap, VecDeque};

use crate::fingerprint::Fingerprint;

/// The number of items that are remembered. The oldest is forgotten first.
const MAX_ITEMS: usize = 4_096;

/// The ids of the items that have been delivered.
#[derive(Debug, Default)]
pub(crate) struct Known {
    items: HashMap<Box<str>, Item>,
    order: VecDeque<Box<str>>,
}

#[derive(Debug, Clone, Copy)]
struct Item {
    /// The fingerprint of the content.
    fingerprint: Fingerprint,
    /// The place of the first delivery in the order of all.
    place: u64,
}

/// An item, compared with those that are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Novelty {
    New,
    /// The item is known with another content.
    Changed,
    Known,
}

impl Known {
    pub(crate) fn compare(&self, id: &str, fingerprint: Fingerprint) -> Novelty {
        match self.items.get(id) {
            None => Novelty::New,
            Some(known) if known.fingerprint == fingerprint => Novelty::Known,
            Some(_) => Novelty::Changed,
        }
    }

    pub(crate) fn contains(&self, id: &str) -> bool {
        self.items.contains_key(id)
    }

    /// Returns the place of an item that is known.
    pub(crate) fn place(&self, id: &str) -> Option<u64> {
        self.items.get(id).map(|item| item.place)
    }

    /// Adds an item, or its new content.
    pub(crate) fn insert(&mut self, id: &str, fingerprint: Fingerprint, place: u64) {
        if self.items.insert(id.into(), Item { fingerprint, place }).is_some() {
            return;
        }
        self.order.push_back(id.into());
        if self.order.len() > MAX_ITEMS {
            if let Some(oldest) = self.order.pop_front() {
                self.items.remove(&oldest);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Known, MAX_ITEMS, Novelty};
    use crate::fingerprint::Fingerprint;

    #[test]
    fn content_that_changes_is_an_update() {
        let mut known = Known::default();
        assert_eq!(known.compare("a", Fingerprint(1)), Novelty::New);
        known.insert("a", Fingerprint(1), 0);
        assert_eq!(known.compare("a", Fingerprint(1)), Novelty::Known);
        assert_eq!(known.compare("a", Fingerprint(2)), Novelty::Changed);
        known.insert("a", Fingerprint(2), 0);
        assert_eq!(known.compare("a", Fingerprint(2)), Novelty::Known);
    }

    #[test]
    fn oldest_items_are_forgotten() {
        let mut known = Known::default();
        for number in 0..=MAX_ITEMS {
            known.insert(&number.to_string(), Fingerprint(1), 0);
        }
        assert_eq!(known.compare("0", Fingerprint(1)), Novelty::New);
        assert_eq!(known.compare("1", Fingerprint(1)), Novelty::Known);
        assert_eq!(known.items.len(), MAX_ITEMS);
    }
}
