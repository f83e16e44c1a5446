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

use std::mem::discriminant;

use connect_participant::Error;

use self::authentication::Authentication;
use self::connection::ConnectionState;
use self::info::ItemInfo;
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
/// It is cheap to clone. Two events are equal if all of their parts are, and two failures if their
/// errors have the same kind and text. To create events in your unit tests, see [`ChatItem`](crate::ChatItem). The
/// `Debug` output shows the sizes of texts and names, unless
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
    Failed(Error),
    /// An item that this version of the crate does not know.
    Unknown(UnknownItem),
}

impl PartialEq for ChatEvent {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Message(one), Self::Message(other))
            | (Self::MessageUpdated(one), Self::MessageUpdated(other))
            | (Self::Attachment(one), Self::Attachment(other)) => one == other,
            (Self::Typing(one), Self::Typing(other)) => one == other,
            (Self::Receipt(one), Self::Receipt(other)) => one == other,
            (Self::Participant(one), Self::Participant(other)) => one == other,
            (Self::Transfer(one), Self::Transfer(other)) => one == other,
            (Self::Authentication(one), Self::Authentication(other)) => one == other,
            (Self::Connection(one), Self::Connection(other)) => one == other,
            (Self::Failed(one), Self::Failed(other)) => {
                one.kind() == other.kind() && one.to_string() == other.to_string()
            }
            (Self::Unknown(one), Self::Unknown(other)) => one == other,
            // These have no parts.
            (
                Self::Rehydrated | Self::WorkflowCancelled | Self::Gap | Self::Ended,
                Self::Rehydrated | Self::WorkflowCancelled | Self::Gap | Self::Ended,
            ) => discriminant(self) == discriminant(other),
            _ => false,
        }
    }
}

impl ChatEvent {
    /// Returns the parts that all items have in common, if the event has them.
    pub(crate) fn info_mut(&mut self) -> Option<&mut ItemInfo> {
        Some(match self {
            Self::Message(message) | Self::MessageUpdated(message) | Self::Attachment(message) => {
                message.info_mut()
            }
            Self::Typing(typing) => typing.info_mut(),
            Self::Receipt(receipt) => receipt.info_mut(),
            Self::Participant(event) => event.info_mut(),
            Self::Transfer(transfer) => transfer.info_mut(),
            Self::Authentication(event) => event.info_mut(),
            Self::Unknown(item) => item.info_mut(),
            Self::Rehydrated
            | Self::WorkflowCancelled
            | Self::Connection(_)
            | Self::Gap
            | Self::Ended
            | Self::Failed(_) => return None,
        })
    }
}
