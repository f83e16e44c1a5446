//! The contacts of a chat, by which items of other chats are found.

use std::collections::VecDeque;

use crate::wire::received::Received;

/// The number of contacts that are remembered. The oldest is forgotten first.
const MAX_CONTACTS: usize = 16;

/// The contacts of a chat. Each transfer adds one, and all of them name the first one. An agent's
/// websocket may serve all of their chats.
#[derive(Debug, Default)]
pub(crate) struct Contacts {
    initial: Option<Box<str>>,
    later: VecDeque<Box<str>>,
    /// A page of the transcript has come.
    is_read: bool,
    /// The websocket serves other chats too.
    is_shared: bool,
}

impl Contacts {
    /// The contacts of a chat whose first one may be known.
    pub(crate) fn new(initial: Option<&str>) -> Self {
        Self { initial: initial.map(Into::into), ..Self::default() }
    }

    /// Returns the id of the first contact, if it is known.
    pub(crate) fn initial(&self) -> Option<&str> {
        self.initial.as_deref()
    }

    /// Returns `false` if nothing says yet to which chat an item of the websocket belongs.
    pub(crate) fn are_known(&self) -> bool {
        self.initial.is_some() || self.is_read
    }

    /// Returns `true` if an item of another chat has come.
    pub(crate) fn is_shared(&self) -> bool {
        self.is_shared
    }

    /// Returns `true` if an item names contacts, and they are of another chat.
    pub(crate) fn is_foreign(&mut self, received: &Received) -> bool {
        let Some(own) = &self.initial else { return false };
        let is_foreign = match (received.initial_contact_id(), received.contact_id()) {
            _ if received.is_from_transcript() => false,
            (Some(initial), _) => *initial != **own,
            (None, Some(contact)) => !self.has(contact),
            (None, None) => false,
        };
        self.is_shared |= is_foreign;
        is_foreign
    }

    /// Notes a page of the transcript, and the first contact that it names.
    pub(crate) fn read(&mut self, initial: Option<&str>) {
        self.is_read = true;
        if let Some(initial) = initial {
            self.initial = Some(initial.into());
        }
    }

    /// Notes an item of the chat. If the transcript does not name the first contact, the first item
    /// after it does.
    pub(crate) fn heard(&mut self, received: &Received) {
        if self.initial.is_none() && self.is_read {
            self.initial = received.initial_contact_id().map(Into::into);
        }
        let contact = received.contact_id().filter(|id| self.initial.is_some() && !self.has(id));
        if let Some(contact) = contact {
            self.later.push_back(contact.into());
            if self.later.len() > MAX_CONTACTS {
                self.later.pop_front();
            }
        }
    }

    fn has(&self, contact: &str) -> bool {
        self.initial.iter().chain(&self.later).any(|id| **id == *contact)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Contacts, MAX_CONTACTS};
    use crate::wire::received::Received;

    fn item(contact: Option<&str>, initial: Option<&str>) -> Received {
        let item = json!({ "Id": "m1", "ContactId": contact, "InitialContactId": initial });
        Received::parse(&item.to_string()).unwrap()
    }

    #[test]
    fn nothing_is_foreign_before_the_chat_is_known() {
        let mut contacts = Contacts::default();
        assert!(!contacts.is_foreign(&item(Some("other"), Some("other"))));
        contacts.heard(&item(Some("other"), Some("other")));
        assert!(!contacts.are_known());
        contacts.read(Some("own"));
        assert!(contacts.are_known() && contacts.is_foreign(&item(Some("other"), Some("other"))));
        assert!(contacts.is_shared());
    }

    #[test]
    fn transcript_that_names_no_contact_leaves_it_to_the_first_item() {
        let mut contacts = Contacts::default();
        contacts.read(None);
        contacts.heard(&item(Some("second"), Some("own")));
        assert_eq!(contacts.initial(), Some("own"));
        assert!(!contacts.is_foreign(&item(Some("second"), None)));
    }

    #[test]
    fn item_without_contacts_is_of_this_chat() {
        let mut contacts = Contacts::new(Some("own"));
        assert!(!contacts.is_foreign(&item(None, None)));
        assert!(contacts.is_foreign(&item(None, Some("other"))));
    }

    #[test]
    fn number_of_contacts_is_bounded() {
        let mut contacts = Contacts::new(Some("own"));
        for number in 0..100 {
            contacts.heard(&item(Some(&number.to_string()), Some("own")));
        }
        assert_eq!(contacts.later.len(), MAX_CONTACTS);
        assert!(!contacts.is_foreign(&item(Some("99"), None)));
        assert!(!contacts.is_foreign(&item(Some("own"), None)));
    }
}
