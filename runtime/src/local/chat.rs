//! Chats, and who takes part in them.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard};

use super::answer::Refusal;
use super::service::{Service, lock};
use crate::{ConnectionToken, ParticipantRole, ParticipantToken, SendEventOutput, Timestamp};

/// A chat of the local service's. It is cheap to clone; clones are the same chat.
///
/// It stays readable after the service is gone.
#[derive(Clone)]
pub struct Chat {
    service: Arc<Service>,
    contact: Arc<Mutex<Contact>>,
}

impl Chat {
    pub(super) fn new(service: Arc<Service>) -> Self {
        Self { service, contact: Arc::default() }
    }

    /// Lets someone in, with new tokens, who is active from now on. No event is recorded for it.
    ///
    /// A chat with more than two participants refuses receipts, as the service does.
    #[must_use = "the participant has the tokens, which can be had from nowhere else"]
    pub fn add_participant(&self, role: ParticipantRole) -> ChatParticipant {
        let ids = &self.service.ids;
        let connection_token = ids.next();
        let participant = ChatParticipant {
            inner: Arc::new(Inner {
                id: ids.next().to_string(),
                role,
                participant_token: ParticipantToken::from_uuid(ids.next()),
                connection_token: ConnectionToken::from_uuid(connection_token),
                contact: Arc::clone(&self.contact),
            }),
        };
        lock(&self.contact).participants += 1;
        self.service.authorise(connection_token.to_string(), participant.clone());
        participant
    }

    /// What was recorded so far, in the order in which it was recorded.
    #[must_use]
    pub fn events(&self) -> Vec<RecordedEvent> {
        lock(&self.contact).events.clone()
    }

    /// Ends the chat, for good: every later call with one of its tokens is refused with 403 `Access denied`. No event is
    /// recorded for it.
    pub fn end(&self) {
        lock(&self.contact).is_ended = true;
    }
}

impl fmt::Debug for Chat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Chat").finish_non_exhaustive()
    }
}

/// What is known of a chat.
#[derive(Default)]
pub(super) struct Contact {
    pub(super) participants: usize,
    pub(super) events: Vec<RecordedEvent>,
    /// What calls with a client token were answered, by the participant's id and the client token.
    pub(super) answered: HashMap<(String, String), SendEventOutput>,
    is_ended: bool,
}

/// Someone in a [`Chat`]. It is cheap to clone; clones are the same participant.
#[derive(Clone)]
pub struct ChatParticipant {
    inner: Arc<Inner>,
}

struct Inner {
    id: String,
    role: ParticipantRole,
    participant_token: ParticipantToken,
    connection_token: ConnectionToken,
    contact: Arc<Mutex<Contact>>,
}

impl ChatParticipant {
    /// The participant's id, a UUID.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.inner.id
    }

    /// What the participant is in the chat.
    #[must_use]
    pub fn role(&self) -> ParticipantRole {
        self.inner.role.clone()
    }

    /// What `StartChatContact` and its like would return for the participant.
    #[must_use]
    pub fn participant_token(&self) -> &ParticipantToken {
        &self.inner.participant_token
    }

    /// What `CreateParticipantConnection` would return for the participant.
    #[must_use]
    pub fn connection_token(&self) -> &ConnectionToken {
        &self.inner.connection_token
    }

    /// The participant's chat, unless it has ended. It cannot end as long as it is locked.
    pub(super) fn contact(&self) -> Result<MutexGuard<'_, Contact>, Refusal> {
        let contact = lock(&self.inner.contact);
        if contact.is_ended { Err(Refusal::access_denied()) } else { Ok(contact) }
    }
}

/// Tells nothing of the tokens.
impl fmt::Debug for ChatParticipant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ChatParticipant")
            .field("id", &self.inner.id)
            .field("role", &self.inner.role)
            .finish_non_exhaustive()
    }
}

/// An event that the local service took.
///
/// Its fields are those of a transcript's items, see
/// [`Item`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_Item.html).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RecordedEvent {
    /// The id of the event, a UUID. The sender's answer has it too.
    pub id: String,
    /// When the service took the event. The sender's answer has it too.
    pub absolute_time: Timestamp,
    /// The id of the sender.
    pub participant_id: String,
    /// What the sender is in the chat.
    pub participant_role: ParticipantRole,
    /// The content type, as it came.
    pub content_type: String,
    /// The content, as it came, if any did.
    pub content: Option<String>,
}
