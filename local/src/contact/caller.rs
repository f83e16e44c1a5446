//! The participant behind a token.

use std::sync::Arc;

use super::SharedContact;
use super::identity::Identity;

/// A participant of a chat, as the holder of a token.
pub(crate) struct Caller {
    pub(crate) identity: Identity,
    pub(crate) contact: SharedContact,
    /// The id of `contact`. It can be read without locking the contact.
    pub(crate) contact_id: Arc<str>,
}
