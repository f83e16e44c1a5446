//! The chats of the local service.

pub(crate) mod chat_participant;

use std::fmt;
use std::sync::{Arc, Mutex};

use connect_participant::{Item, ParticipantRole, View};

use self::chat_participant::ChatParticipant;
use crate::contact::caller::Caller;
use crate::contact::identity::Identity;
use crate::contact::recorded_event::RecordedEvent;
use crate::contact::tokens::Tokens;
use crate::contact::{Contact, Presence, SharedContact};
use crate::lock::lock;
use crate::service::Service;

/// A chat of the local service. Cloning is cheap, and clones are the same chat.
///
/// It can still be read after the service was dropped.
///
/// ```
/// use connect_participant::ParticipantRole;
/// use connect_participant_local::LocalService;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let service = LocalService::start().await?;
/// let chat = service.open_chat();
/// let customer = chat.add_participant(ParticipantRole::Customer);
/// customer.say("Hello?")?;
/// assert_eq!(chat.said(), ["CUSTOMER: Hello?"]);
/// chat.end();
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Chat {
    service: Arc<Service>,
    contact: SharedContact,
    contact_id: Arc<str>,
}

impl Chat {
    /// Opens a new chat of the service.
    pub(crate) fn open(service: Arc<Service>) -> Self {
        let contact_id = service.ids.next().to_string();
        let contact = Arc::new(Mutex::new(Contact::new(contact_id)));
        let chat = Self::from_contact(service, contact);
        let directory = &chat.service.directory;
        directory.add_chat(Arc::clone(&chat.contact_id), Arc::clone(&chat.contact));
        chat
    }

    pub(crate) fn from_contact(service: Arc<Service>, contact: SharedContact) -> Self {
        let contact_id = lock(&contact).id().into();
        Self { service, contact, contact_id }
    }

    pub(crate) fn service(&self) -> &Service {
        &self.service
    }

    pub(crate) fn contact(&self) -> &SharedContact {
        &self.contact
    }

    /// Returns the contact id of the chat, a UUID. Transcripts contain it.
    #[must_use]
    pub fn contact_id(&self) -> &str {
        &self.contact_id
    }

    /// Adds a participant with new tokens, who is active at once. Records no event.
    ///
    /// With more than two active participants, the chat rejects receipts, as the service does. A
    /// supervisor only monitors the chat, and does not count as active until they
    /// [barge in](ChatParticipant::barge_in).
    #[must_use = "only the returned participant has the tokens"]
    pub fn add_participant(&self, role: ParticipantRole) -> ChatParticipant {
        let participant = self.new_participant(role);
        lock(&self.contact).admit(&participant.caller().identity);
        participant
    }

    /// Adds a participant with new tokens, who has not connected yet.
    ///
    /// The participant becomes active when it calls
    /// [`CreateParticipantConnection`](connect_participant::CreateParticipantConnectionInput) with
    /// `connect_participant(true)`. A supervisor starts to monitor with that call. The event
    /// `…participant.joined` is recorded at that time.
    #[must_use = "only the returned participant has the tokens"]
    pub fn invite_participant(&self, role: ParticipantRole) -> ChatParticipant {
        let participant = self.new_participant(role);
        lock(&self.contact).set_presence(&participant.caller().identity, Presence::Invited);
        participant
    }

    fn new_participant(&self, role: ParticipantRole) -> ChatParticipant {
        let service = Arc::clone(&self.service);
        let ids = &service.ids;
        let caller = Arc::new(Caller {
            identity: Identity { id: ids.next().to_string(), role },
            contact: Arc::clone(&self.contact),
            contact_id: Arc::clone(&self.contact_id),
        });
        let (participant, connection) = (ids.next_token(), ids.next_token());
        service.authorise_connecting(&participant, &caller);
        service.authorise_calls(&connection, &caller);
        let tokens = Arc::new(Tokens { participant, connection });
        service.directory.add_participant(Arc::clone(&caller), Arc::clone(&tokens));
        ChatParticipant::new(service, caller, tokens)
    }

    /// Returns all participants, in the order in which they were added. Those who have left are
    /// included.
    #[must_use]
    pub fn participants(&self) -> Vec<ChatParticipant> {
        let participants = self.service.directory.participants(&self.contact_id);
        participants
            .into_iter()
            .map(|(caller, tokens)| ChatParticipant::new(Arc::clone(&self.service), caller, tokens))
            .collect()
    }

    /// Adds a view that the participants of this chat can describe. Returns its view token, a UUID.
    /// In a real chat, the interactive message that shows the view contains the view token.
    #[must_use = "the view token cannot be read later"]
    pub fn add_view(&self, view: View) -> String {
        let token = self.service.ids.next().to_string();
        lock(&self.contact).views.insert(token.clone(), view);
        token
    }

    /// Returns the events that [`SendEvent`](connect_participant::SendEventInput) has recorded, in
    /// order.
    #[must_use]
    pub fn events(&self) -> Vec<RecordedEvent> {
        lock(&self.contact).events.clone()
    }

    /// Returns everything that was recorded, in order: messages, attachments and events. Unlike
    /// [`GetTranscript`](connect_participant::GetTranscriptInput), it returns typing and receipts
    /// as items too.
    #[must_use]
    pub fn transcript(&self) -> Vec<Item> {
        lock(&self.contact).transcript.items().to_vec()
    }

    /// Ends the chat. Every later call with one of its tokens is rejected with 403 `Access denied`,
    /// and so is every later handshake of a websocket. An ended chat cannot be opened again.
    ///
    /// The event `…chat.ended` is recorded, as the last item. Open websockets get it, and stay open:
    /// as with the real service, clients close them.
    pub fn end(&self) {
        let (ids, now) = (&self.service.ids, self.service.clock.now());
        lock(&self.contact).end(|| ids.next().to_string(), now);
    }
}

/// Leaves out the content and the tokens.
impl fmt::Debug for Chat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Chat").field("contact_id", &self.contact_id).finish_non_exhaustive()
    }
}
