//! The events of a chat.

pub(crate) mod authentication;
pub(crate) mod connection;
pub(crate) mod content_type;
pub(crate) mod info;
pub(crate) mod message;
pub(crate) mod participant;
pub(crate) mod participant_info;
pub(crate) mod receipt;
pub(crate) mod transfer;
pub(crate) mod typing;
pub(crate) mod unknown;
pub(crate) mod unknown_text;
pub(crate) mod view_token;
pub(crate) mod visibility;
pub(crate) mod written;

use std::sync::Arc;

use connect_participant::Error;

use self::authentication::Authentication;
use self::connection::ConnectionState;
use self::message::Message;
use self::participant::ParticipantEvent;
use self::receipt::Receipt;
use self::transfer::Transfer;
use self::typing::Typing;
use self::unknown::UnknownItem;

/// An event of a chat, or of the connection to it.
///
/// ```
/// use connect_participant::ParticipantRole;
/// use connect_participant_session::ChatEvent;
///
/// /// The text to reply to, if there is one.
/// fn question(event: &ChatEvent) -> Option<&str> {
///     match event {
///         ChatEvent::Message(message) if message.is_from(ParticipantRole::Customer) => {
///             Some(message.text())
///         }
///         _ => None,
///     }
/// }
/// ```
///
/// It is cheap to clone. The `Debug` output shows the sizes of texts and names, unless
/// [`show_content_in_debug`](connect_participant::show_content_in_debug) is on.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum ChatEvent {
    /// A message. Your own messages come back too, see [`Message::is_own`].
    Message(Message),
    /// A message that you have received has changed: a bot that streams it has written more, or the
    /// status of an attachment has changed.
    MessageUpdated(Message),
    /// A message with attachments, see [`Message::attachments`].
    Attachment(Message),
    /// Another participant has started or stopped typing.
    Typing(Typing),
    /// Another participant has received or read a message.
    Receipt(Receipt),
    /// A participant has joined, left or changed.
    Participant(ParticipantEvent),
    /// The chat has been transferred, or the transfer has failed.
    Transfer(Transfer),
    /// The flow asks the customer to sign in, or the sign-in has ended.
    Authentication(Authentication),
    /// An earlier chat continues in this one. Its items are in the transcript.
    Rehydrated,
    /// The flow has been cancelled.
    WorkflowCancelled,
    /// The state of the connection has changed. The first event is
    /// [`Live`](ConnectionState::Live).
    Connection(ConnectionState),
    /// Items may be missing here, because the session ended before it could read them.
    Gap,
    /// The chat has ended for this participant. It is the last event.
    Ended,
    /// The session cannot continue: the [outage](crate::SessionBuilder::max_outage) was too long.
    /// It is the last event. The chat may continue.
    Failed(Arc<Error>),
    /// An item that this version of the crate does not know.
    Unknown(UnknownItem),
}
