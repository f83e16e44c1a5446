//! A receipt on its way, with all that depend on it.

use connect_participant::Error;

use super::entries::{Entries, Entry};
use super::outcome::ReceiptOutcome;
use super::receipt::{DueReceipt, MessageRef, ReceiptKind};

/// A receipt for the newest message of its kind, with the older messages of a window.
pub(super) struct Batch {
    pub(super) kind: ReceiptKind,
    newest: Entry,
    older: Entries,
    /// The delivered receipts for older messages, if this is a read receipt that stands for them.
    delivered: Entries,
    /// The number of participants that had left when the receipt was handed out.
    pub(super) departures: u64,
}

impl Batch {
    /// Creates the batch of a window. Returns `None` if there is no receipt of this kind.
    pub(super) fn new(kind: ReceiptKind, mut entries: Entries) -> Option<Self> {
        let newest = entries.pop_newest()?;
        let (older, delivered) = (entries, Entries::default());
        Some(Self { kind, newest, older, delivered, departures: 0 })
    }

    /// Returns the newest message.
    pub(super) fn message(&self) -> &MessageRef {
        self.newest.message()
    }

    /// Returns the entry for a message of this batch, and creates it if necessary.
    pub(super) fn entry(&mut self, message: MessageRef) -> &mut Entry {
        if message.id == self.message().id { &mut self.newest } else { self.older.entry(message) }
    }

    /// Returns the entry for a message if there is one.
    pub(super) fn get_mut(&mut self, message: &MessageRef) -> Option<&mut Entry> {
        if message.id == self.message().id {
            Some(&mut self.newest)
        } else {
            self.older.get_mut(message)
        }
    }

    /// Takes delivered receipts, the newest of which is for the same message as this read receipt.
    pub(super) fn take_delivered(&mut self, delivered: Self) {
        self.newest.add_implied(delivered.newest.into_callers());
        self.delivered = delivered.older;
    }

    /// Returns the receipt to send.
    pub(super) fn receipt(&self) -> DueReceipt {
        DueReceipt { kind: self.kind, message_id: self.message().id.clone() }
    }

    /// Replies that the receipt was sent.
    pub(super) fn sent(self) {
        self.newest.sent();
        finish(self.older, ReceiptOutcome::Superseded);
        finish(self.delivered, ReceiptOutcome::Superseded);
    }

    /// Replies with the same outcome to all callers.
    pub(super) fn finish(self, outcome: ReceiptOutcome) {
        self.newest.finish(outcome);
        finish(self.older, outcome);
        finish(self.delivered, outcome);
    }

    /// Replies with the error to all callers.
    pub(super) fn fail(self, error: &Error) {
        self.newest.fail(error);
        for entry in self.older.into_iter().chain(self.delivered) {
            entry.fail(error);
        }
    }

    /// Replies with the error to the callers of the newest message, and returns the older messages
    /// of this kind and those of delivered receipts.
    pub(super) fn fail_newest(self, error: &Error) -> (Entries, Entries) {
        self.newest.fail(error);
        (self.older, self.delivered)
    }

    /// Returns all messages of this kind, and those of delivered receipts.
    pub(super) fn into_entries(mut self) -> (Entries, Entries) {
        self.older.insert(self.newest);
        (self.older, self.delivered)
    }
}

fn finish(entries: Entries, outcome: ReceiptOutcome) {
    for entry in entries {
        entry.finish(outcome);
    }
}
