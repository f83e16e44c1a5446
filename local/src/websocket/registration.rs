//! The place of a websocket in its chat.

use std::sync::Arc;

use tokio_tungstenite::tungstenite::Utf8Bytes;

use crate::contact::Contact;
use crate::contact::caller::Caller;
use crate::lock::lock;
use crate::push::outbox::Outbox;

/// A websocket that is part of the audience of its chat, until this is dropped.
pub(crate) struct Registration {
    caller: Arc<Caller>,
    pub(crate) outbox: Arc<Outbox>,
}

impl Registration {
    /// Adds a websocket to the audience. `contact` is the chat of the participant.
    pub(crate) fn new(caller: &Arc<Caller>, contact: &mut Contact, outbox: Outbox) -> Self {
        let outbox = Arc::new(outbox);
        contact.audience.add(Arc::clone(&outbox));
        Self { caller: Arc::clone(caller), outbox }
    }

    /// Subscribes the websocket to the chat, and wakes up tests that wait for it.
    pub(crate) fn subscribe(&self, response: Utf8Bytes) {
        self.outbox.subscribe(response);
        lock(&self.caller.contact).changes.send_replace(());
    }
}

impl Drop for Registration {
    fn drop(&mut self) {
        lock(&self.caller.contact).audience.remove(&self.outbox);
    }
}
