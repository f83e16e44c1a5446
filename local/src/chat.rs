//! Chats, as a test sees them.

use std::fmt;
use std::sync::{Arc, Mutex};

use super::contact::{Contact, Presence, SharedContact};
use super::lock::lock;
use super::service::Service;
use super::{ChatParticipant, RecordedEvent};
use connect_participant::{Item, ParticipantRole, View};

/// A chat of the local service's. It is cheap to clone; clones are the same chat.
///
/// It stays readable after the service is gone.
#[derive(Clone)]
pub struct Chat {
    service: Arc<Service>,
    contact: SharedContact,
    contact_id: Arc<str>,
}

impl Chat {
    /// Opens a chat, which the service knows of from now on.
    pub(crate) fn open(service: Arc<Service>) -> Self {
        let contact_id = service.ids.next().to_string();
        let contact = Arc::new(Mutex::new(Contact::new(contact_id)));
        lock(&service.contacts).push(Arc::clone(&contact));
        Self::of(service, contact)
    }

    /// The chat that this contact is.
    pub(crate) fn of(service: Arc<Service>, contact: SharedContact) -> Self {
        let contact_id = lock(&contact).id().into();
        Self { service, contact, contact_id }
    }

    /// The id of the contact that the chat is, a UUID. A transcript has it.
    #[must_use]
    pub fn contact_id(&self) -> &str {
        &self.contact_id
    }

    /// Lets someone in, with new tokens, who is active from now on. No event is recorded for it.
    ///
    /// A chat with more than two active participants refuses receipts, as the service does. A supervisor monitors at first,
    /// and is not counted until they [barge in](ChatParticipant::barge_in).
    #[must_use = "the participant has the tokens, which can be had from nowhere else"]
    pub fn add_participant(&self, role: ParticipantRole) -> ChatParticipant {
        let participant = self.participant(role);
        lock(&self.contact).admit(&participant);
        participant
    }

    /// Invites someone, with new tokens, who is active, or monitors as supervisors do, once
    /// [`CreateParticipantConnection`](connect_participant::CreateParticipantConnectionInput) is called with `ConnectParticipant`.
    /// The event `…participant.joined` is recorded then.
    #[must_use = "the participant has the tokens, which can be had from nowhere else"]
    pub fn invite_participant(&self, role: ParticipantRole) -> ChatParticipant {
        let participant = self.participant(role);
        lock(&self.contact).set_presence(&participant, Presence::Invited);
        participant
    }

    fn participant(&self, role: ParticipantRole) -> ChatParticipant {
        let ids = &self.service.ids;
        let participant = ChatParticipant::new(
            ids.next().to_string(),
            role,
            ids.next_token(),
            ids.next_token(),
            (Arc::clone(&self.contact), Arc::clone(&self.contact_id)),
        );
        self.service.authorise_connecting(participant.participant_token(), &participant);
        self.service.authorise_calls(participant.connection_token(), &participant);
        participant
    }

    /// Has a view that participants of this chat may describe. Returns its view token, a UUID, which the interactive
    /// message that shows the view would have.
    #[must_use = "the view token can be had from nowhere else"]
    pub fn add_view(&self, view: View) -> String {
        let token = self.service.ids.next().to_string();
        lock(&self.contact).views.insert(token.clone(), view);
        token
    }

    /// What [`SendEvent`](connect_participant::SendEventInput) recorded so far, in the order in which it was recorded.
    #[must_use]
    pub fn events(&self) -> Vec<RecordedEvent> {
        lock(&self.contact).events.clone()
    }

    /// All that was recorded so far, in the order in which it was recorded: messages, attachments, and events. Typing and
    /// receipts are among it, which [`GetTranscript`](connect_participant::GetTranscriptInput) does not show as items.
    #[must_use]
    pub fn transcript(&self) -> Vec<Item> {
        lock(&self.contact).transcript.items().to_vec()
    }

    /// Ends the chat, for good: every later call with one of its tokens is refused with 403 `Access denied`. No event is
    /// recorded for it.
    pub fn end(&self) {
        lock(&self.contact).end();
    }
}

/// Tells nothing of what was said, and nothing of the tokens.
impl fmt::Debug for Chat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Chat").field("contact_id", &self.contact_id).finish_non_exhaustive()
    }
}
