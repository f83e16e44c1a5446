//! The websockets of a chat.

use std::sync::Arc;

use tokio_tungstenite::tungstenite::Utf8Bytes;

use super::outbox::Outbox;

/// The open websockets of a chat, in the order in which they were opened.
#[derive(Default)]
pub(crate) struct Audience(Vec<Arc<Outbox>>);

impl Audience {
    pub(crate) fn add(&mut self, outbox: Arc<Outbox>) {
        self.0.push(outbox);
    }

    pub(crate) fn remove(&mut self, outbox: &Arc<Outbox>) {
        self.0.retain(|other| !Arc::ptr_eq(other, outbox));
    }

    /// Returns the websockets of all participants.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Arc<Outbox>> {
        self.0.iter()
    }

    /// Returns the websockets of a participant that are not about to be closed.
    pub(crate) fn of(&self, participant_id: &str) -> impl Iterator<Item = &Arc<Outbox>> {
        let is_of = move |outbox: &&Arc<Outbox>| {
            outbox.participant_id() == participant_id && !outbox.is_ending()
        };
        self.0.iter().filter(is_of)
    }

    /// Pushes a frame to all websockets that have subscribed. The frame is made only if there is
    /// one.
    pub(crate) fn push(&self, frame: impl FnOnce() -> Utf8Bytes) {
        let mut subscribed = self.0.iter().filter(|outbox| outbox.is_subscribed()).peekable();
        if subscribed.peek().is_some() {
            let frame = frame();
            subscribed.for_each(|outbox| outbox.push(&frame));
        }
    }
}
