//! The progress of the user in a chat.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use crate::event::ChatEvent;
use crate::gap::{First, Place};
use crate::mark::{Mark, Memory, Seen, keep_latest};

/// The part of a chat that the user has received.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Progress {
    /// The part of the chat to read if nothing has been delivered.
    pub(crate) first: First,
    /// The place before the earliest item that was not delivered, if later ones were.
    pub(crate) gap: Option<Place>,
    /// The last items that were delivered, the oldest first.
    pub(crate) delivered: VecDeque<Mark>,
    /// The last other items that were delivered, the oldest first.
    pub(crate) others: VecDeque<Seen>,
    /// The first contact of the chat, if it is known.
    pub(crate) initial_contact_id: Option<String>,
}

impl Progress {
    /// Nothing has been delivered yet.
    pub(crate) fn new(first: First) -> Self {
        Self {
            first,
            gap: None,
            delivered: VecDeque::new(),
            others: VecDeque::new(),
            initial_contact_id: None,
        }
    }

    /// Notes that the user has taken an event. `max` is the number of items to remember.
    pub(crate) fn take(&mut self, event: &ChatEvent, memory: Option<Memory>, max: usize) {
        match memory {
            Some(Memory::Mark(mark)) => keep_latest(&mut self.delivered, mark, max),
            Some(Memory::Seen(seen)) => {
                self.others.push_back(seen);
                while self.others.len() > max {
                    self.others.pop_front();
                }
            }
            None => {}
        }
        if let ChatEvent::Receipt(receipt) = event {
            let mut marks = self.delivered.iter_mut().rev();
            if let Some(mark) = marks.find(|mark| mark.id == receipt.message_id()) {
                mark.receipts = Some(receipt.fingerprint());
            }
        }
    }
}
