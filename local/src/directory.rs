//! The chats of a service, and who takes part in them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use crate::contact::SharedContact;
use crate::contact::caller::Caller;
use crate::contact::tokens::Tokens;
use crate::lock::lock;

/// All chats with their participants. A chat is found by its id without a search, so a service can
/// have tens of thousands.
#[derive(Default)]
pub(crate) struct Directory(Mutex<Chats>);

#[derive(Default)]
struct Chats {
    in_order: Vec<SharedContact>,
    by_id: HashMap<Arc<str>, Entry>,
}

struct Entry {
    contact: SharedContact,
    participants: Vec<Participant>,
}

/// A participant with their tokens.
pub(crate) type Participant = (Arc<Caller>, Arc<Tokens>);

impl Directory {
    pub(crate) fn add_chat(&self, id: Arc<str>, contact: SharedContact) {
        let mut chats = lock(&self.0);
        chats.in_order.push(Arc::clone(&contact));
        chats.by_id.insert(id, Entry { contact, participants: Vec::new() });
    }

    /// Adds a participant to their chat.
    pub(crate) fn add_participant(&self, caller: Arc<Caller>, tokens: Arc<Tokens>) {
        if let Some(chat) = lock(&self.0).by_id.get_mut(&caller.contact_id) {
            chat.participants.push((caller, tokens));
        }
    }

    /// Returns all chats, in the order in which they were opened.
    pub(crate) fn chats(&self) -> Vec<SharedContact> {
        lock(&self.0).in_order.clone()
    }

    pub(crate) fn chat(&self, id: &str) -> Option<SharedContact> {
        lock(&self.0).by_id.get(id).map(|chat| Arc::clone(&chat.contact))
    }

    /// Returns the participants of a chat, in the order in which they were added. Those who have
    /// left are included.
    pub(crate) fn participants(&self, id: &str) -> Vec<Participant> {
        lock(&self.0).by_id.get(id).map(|chat| chat.participants.clone()).unwrap_or_default()
    }
}
