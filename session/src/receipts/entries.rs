//! The messages that wait for a receipt of one kind, with their callers.

use std::collections::{BTreeMap, btree_map};

use connect_participant::Error;

use super::outcome::ReceiptOutcome;
use super::receipt::{MessageRef, Order};
use super::reply::Reply;

/// The messages that wait for a receipt of one kind. A message without a caller that still waits is
/// kept as long as there is room, and always if it is the newest.
#[derive(Default)]
pub(super) struct Entries {
    messages: BTreeMap<MessageRef, Entry>,
    /// The number of callers since the last time that those that are gone were removed.
    added: usize,
    limit: usize,
}

/// A message that waits for a receipt.
pub(super) struct Entry {
    message: MessageRef,
    callers: Vec<Reply>,
    /// The callers of a delivered receipt, in an entry for a read receipt.
    implied: Vec<Reply>,
}

impl Entry {
    pub(super) fn new(message: MessageRef) -> Self {
        Self { message, callers: Vec::new(), implied: Vec::new() }
    }

    pub(super) fn message(&self) -> &MessageRef {
        &self.message
    }

    /// Adds callers of the receipt.
    pub(super) fn add(&mut self, callers: impl IntoIterator<Item = Reply>) {
        self.callers.extend(callers);
    }

    /// Adds callers of a receipt that this one implies.
    pub(super) fn add_implied(&mut self, callers: impl IntoIterator<Item = Reply>) {
        self.implied.extend(callers);
    }

    /// Returns all callers.
    pub(super) fn into_callers(self) -> impl Iterator<Item = Reply> {
        self.callers.into_iter().chain(self.implied)
    }

    /// Replies that the receipt was sent.
    pub(super) fn sent(self) {
        reply(self.callers, ReceiptOutcome::Sent);
        reply(self.implied, ReceiptOutcome::Superseded);
    }

    /// Replies with the same outcome to all callers.
    pub(super) fn finish(self, outcome: ReceiptOutcome) {
        reply(self.into_callers(), outcome);
    }

    /// Replies with the error to all callers.
    pub(super) fn fail(self, error: &Error) {
        for caller in self.into_callers() {
            caller.send(Err(error.clone()));
        }
    }

    /// Removes the callers that are gone, and returns the number of the others.
    fn prune(&mut self) -> usize {
        self.callers.retain(|caller| !caller.is_closed());
        self.implied.retain(|caller| !caller.is_closed());
        self.callers.len().saturating_add(self.implied.len())
    }
}

fn reply(callers: impl IntoIterator<Item = Reply>, outcome: ReceiptOutcome) {
    for caller in callers {
        caller.send(Ok(outcome));
    }
}

impl Entries {
    /// Callers that are gone are removed when there are more than this, or twice as many as there
    /// were then.
    const MIN_LIMIT: usize = 256;

    /// Returns the entry for a message, and creates it if necessary.
    pub(super) fn entry(&mut self, message: MessageRef) -> &mut Entry {
        self.added = self.added.saturating_add(1);
        if self.added > self.limit.max(Self::MIN_LIMIT) {
            self.prune();
        }
        self.messages.entry(message.clone()).or_insert_with(|| Entry::new(message))
    }

    /// Returns the entry for a message if there is one.
    pub(super) fn get_mut(&mut self, message: &MessageRef) -> Option<&mut Entry> {
        self.messages.get_mut(message)
    }

    /// Adds the entry of another list.
    pub(super) fn insert(&mut self, entry: Entry) {
        match self.messages.entry(entry.message.clone()) {
            btree_map::Entry::Vacant(vacant) => {
                vacant.insert(entry);
            }
            btree_map::Entry::Occupied(mut occupied) => {
                occupied.get_mut().add(entry.callers);
                occupied.get_mut().add_implied(entry.implied);
            }
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.messages.is_empty()
    }

    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.messages.len()
    }

    /// Returns the newest message.
    pub(super) fn newest(&self) -> Option<&MessageRef> {
        self.messages.keys().next_back()
    }

    /// Removes the entry for the newest message.
    pub(super) fn pop_newest(&mut self) -> Option<Entry> {
        self.messages.pop_last().map(|(_, entry)| entry)
    }

    /// Removes the entry for the message with this id.
    pub(super) fn remove(&mut self, id: &str) -> Option<Entry> {
        let message = self.messages.keys().find(|message| *message.id == *id)?.clone();
        self.messages.remove(&message)
    }

    /// Returns the order of the message with this id.
    pub(super) fn order_of(&self, id: &str) -> Option<Order> {
        let message = self.messages.keys().find(|message| *message.id == *id);
        message.map(|message| message.order)
    }

    /// Removes the entries whose message has an outcome, and replies with it.
    pub(super) fn settle(&mut self, outcome: impl Fn(&MessageRef) -> Option<ReceiptOutcome>) {
        for entry in std::mem::take(&mut self.messages).into_values() {
            match outcome(entry.message()) {
                Some(outcome) => entry.finish(outcome),
                None => self.insert(entry),
            }
        }
    }

    fn prune(&mut self) {
        let newest = self.newest().cloned();
        let mut count = 0_usize;
        self.messages.retain(|message, entry| {
            let callers = entry.prune();
            count = count.saturating_add(callers);
            callers > 0 || Some(message) == newest.as_ref()
        });
        self.added = count;
        self.limit = count.saturating_mul(2);
    }
}

impl IntoIterator for Entries {
    type Item = Entry;
    type IntoIter = btree_map::IntoValues<MessageRef, Entry>;

    /// Returns the entries, the oldest message first.
    fn into_iter(self) -> Self::IntoIter {
        self.messages.into_values()
    }
}
