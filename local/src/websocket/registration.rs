//! The place of a websocket in its chat.

use std::sync::{Arc, Weak};

use tokio_tungstenite::tungstenite::Utf8Bytes;

use crate::contact::Contact;
use crate::contact::caller::Caller;
use crate::lock::lock;
use crate::push::outbox::Outbox;
use crate::socket_log::{RecordedSocket, SocketLog};

/// A websocket that is part of the audience of its chat, until this is dropped.
pub(crate) struct Registration {
    caller: Arc<Caller>,
    pub(crate) outbox: Arc<Outbox>,
    /// The record of the websocket, if the control is on.
    recorded: Weak<RecordedSocket>,
}

impl Registration {
    /// Adds a websocket to the audience. `contact` is the chat of the participant.
    pub(crate) fn new(
        caller: &Arc<Caller>,
        contact: &mut Contact,
        outbox: Outbox,
        log: Option<&SocketLog>,
    ) -> Self {
        let outbox = Arc::new(outbox);
        contact.audience.add(Arc::clone(&outbox));
        let recorded = log.map(|log| {
            let (id, participant_id) = (outbox.id(), outbox.participant_id());
            let contact_id = Arc::clone(&caller.contact_id);
            log.add(RecordedSocket::new(id.to_owned(), contact_id, participant_id.to_owned()))
        });
        Self { caller: Arc::clone(caller), outbox, recorded: recorded.unwrap_or_default() }
    }

    /// Returns the record of the websocket, if its frames are recorded.
    pub(crate) fn recorded(&self) -> Option<Arc<RecordedSocket>> {
        self.recorded.upgrade()
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
