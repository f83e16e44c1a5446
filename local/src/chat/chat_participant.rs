//! The participants of chats.

use std::fmt;
use std::sync::Arc;

use connect_participant::{ConnectionToken, ParticipantRole, ParticipantToken};

use crate::contact::caller::Caller;
use crate::contact::tokens::Tokens;
use crate::lock::lock;
use crate::service::Service;

/// A participant of a [`Chat`](crate::Chat). Cloning is cheap, and clones are the same participant.
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
/// let agent = chat.add_participant(ParticipantRole::Agent);
///
/// // The test speaks as both of them. It needs no client for that.
/// let question = customer.say("When do you open?")?;
/// agent.read(&question)?;
/// agent.say("At nine.")?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct ChatParticipant {
    service: Arc<Service>,
    caller: Arc<Caller>,
    tokens: Arc<Tokens>,
}

impl ChatParticipant {
    pub(crate) fn new(service: Arc<Service>, caller: Arc<Caller>, tokens: Arc<Tokens>) -> Self {
        Self { service, caller, tokens }
    }

    pub(crate) fn service(&self) -> &Service {
        &self.service
    }

    pub(crate) fn caller(&self) -> &Arc<Caller> {
        &self.caller
    }

    /// Returns the participant id, a UUID.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.caller.identity.id
    }

    /// Returns the role of the participant in the chat.
    #[must_use]
    pub fn role(&self) -> ParticipantRole {
        self.caller.identity.role.clone()
    }

    /// Returns the participant token, as `StartChatContact` does. It authorises
    /// [`CreateParticipantConnection`](connect_participant::CreateParticipantConnectionInput).
    #[must_use]
    pub fn participant_token(&self) -> &ParticipantToken {
        &self.tokens.participant
    }

    /// Returns a connection token, as
    /// [`CreateParticipantConnection`](connect_participant::CreateParticipantConnectionInput)
    /// returns it. It authorises all other calls.
    #[must_use]
    pub fn connection_token(&self) -> &ConnectionToken {
        &self.tokens.connection
    }

    /// Lets a supervisor who monitors the chat take part in it. Does nothing if the participant is
    /// not a supervisor, has not connected, or has left. Records no event.
    ///
    /// From now on, receipts are rejected with 409, as AWS documents for [`SendEvent`], until the
    /// supervisor [disconnects](connect_participant::DisconnectParticipantInput).
    ///
    /// The real service has also been seen to reject receipts with the same 409 while a supervisor
    /// only monitored. The local service behaves as documented. Use a [`Fault`](crate::Fault) to
    /// test the other behaviour:
    ///
    /// ```
    /// # use connect_participant::EventContentType;
    /// # use connect_participant_local::{Fault, LocalService};
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let service = LocalService::start().await?;
    /// let read = EventContentType::MessageRead.as_str();
    /// let conflict = Fault::status(409).always();
    /// service.inject(conflict.when(move |request| request.content_type == Some(read)));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// [`SendEvent`]: https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_SendEvent.html
    pub fn barge_in(&self) {
        lock(&self.caller.contact).barge_in(&self.caller.identity);
    }
}

/// Leaves out the tokens.
impl fmt::Debug for ChatParticipant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ChatParticipant")
            .field("id", &self.caller.identity.id)
            .field("role", &self.caller.identity.role)
            .finish_non_exhaustive()
    }
}
