//! The progress of the user in a chat.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use crate::gap::{First, Place};
use crate::mark::Mark;

/// The part of a chat that the user has received.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Progress {
    /// The part of the chat to read if nothing has been delivered.
    pub(crate) first: First,
    /// The place before the earliest item that was not delivered, if later ones were.
    pub(crate) gap: Option<Place>,
    /// The last items that were delivered, the oldest first.
    pub(crate) delivered: VecDeque<Mark>,
    /// The first contact of the chat, if it is known.
    pub(crate) initial_contact_id: Option<String>,
}

impl Progress {
    /// Nothing has been delivered yet.
    pub(crate) fn new(first: First) -> Self {
        Self { first, gap: None, delivered: VecDeque::new(), initial_contact_id: None }
    }
}
