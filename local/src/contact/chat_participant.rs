//! Who takes part in a chat.

use std::fmt;
use std::sync::Arc;

use super::SharedContact;
use crate::lock::lock;
use connect_participant::{ConnectionToken, ParticipantRole, ParticipantToken};

/// Someone in a [`Chat`](crate::Chat). It is cheap to clone; clones are the same participant.
#[derive(Clone)]
pub struct ChatParticipant {
    inner: Arc<Inner>,
}

struct Inner {
    id: String,
    role: ParticipantRole,
    participant_token: ParticipantToken,
    connection_token: ConnectionToken,
    contact: SharedContact,
    contact_id: Arc<str>,
}

impl ChatParticipant {
    pub(crate) fn new(
        id: String,
        role: ParticipantRole,
        participant_token: ParticipantToken,
        connection_token: ConnectionToken,
        (contact, contact_id): (SharedContact, Arc<str>),
    ) -> Self {
        Self {
            inner: Arc::new(Inner {
                id,
                role,
                participant_token,
                connection_token,
                contact,
                contact_id,
            }),
        }
    }

    /// The chat.
    pub(crate) fn contact(&self) -> &SharedContact {
        &self.inner.contact
    }

    pub(crate) fn contact_id(&self) -> &str {
        &self.inner.contact_id
    }

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

    /// What `StartChatContact` and its like would return for the participant: what
    /// [`CreateParticipantConnection`](connect_participant::CreateParticipantConnectionInput) takes.
    #[must_use]
    pub fn participant_token(&self) -> &ParticipantToken {
        &self.inner.participant_token
    }

    /// A connection token, as [`CreateParticipantConnection`](connect_participant::CreateParticipantConnectionInput) would return
    /// one: for whatever is not about connecting.
    #[must_use]
    pub fn connection_token(&self) -> &ConnectionToken {
        &self.inner.connection_token
    }

    /// Has a supervisor who monitors the chat take part in it. From now on receipts are refused with 409, as the service says
    /// of itself, until the supervisor
    /// [disconnects](connect_participant::DisconnectParticipantInput). No event is recorded for it.
    ///
    /// Nothing happens to anybody else: to whoever is no supervisor, is not there yet, or has left.
    ///
    /// In the field receipts have been refused with the same 409 while a supervisor only monitored. The local service
    /// keeps to what AWS documents; a [`Fault`](crate::Fault) does the other:
    ///
    /// ```
    /// # use connect_participant::EventContentType;
    /// # use connect_participant_local::{Fault, LocalService};
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let service = LocalService::start().await?;
    /// let read = EventContentType::MessageRead.as_str();
    /// service.inject(Fault::status(409).when(move |request| request.content_type == Some(read)).always());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// Source: [`SendEvent`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_SendEvent.html).
    pub fn barge_in(&self) {
        lock(&self.inner.contact).barge_in(self);
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
