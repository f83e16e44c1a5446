//! The commands of a session's calls to its task.

use connect_participant::{ConnectionToken, Error};
use tokio::sync::oneshot;

use crate::receipts::receipt::{MessageRef, ReceiptKind};
use crate::receipts::reply::Reply;
use crate::typing::outcome::TypingOutcome;

/// A command to the task of a session.
pub(crate) enum Command {
    /// The service has refused this token. The reply comes when there is a newer one. It is dropped
    /// if there will be none.
    Refresh(ConnectionToken, oneshot::Sender<()>),
    /// A call of the user is about to send a message. The reply comes when no typing event is on
    /// its way: it could arrive after the message, which clears the indicator.
    Saying(oneshot::Sender<()>),
    /// A call of the user has sent a message with this id.
    Said(String),
    /// The call has returned, or has failed.
    SayingReturned,
    /// A call of the user is about to send a receipt for this message.
    Marking(String),
    /// A call of the user has sent a receipt.
    Marked(ReceiptKind, String),
    /// A call of the user has left the chat.
    Left,
    /// The user wants to send a receipt.
    Mark(ReceiptKind, MessageRef, Reply),
    /// The user is typing.
    Type(oneshot::Sender<Result<TypingOutcome, Error>>),
    /// A typing guard with this key was created.
    GuardTyping(u64),
    /// It was renewed.
    RenewTyping(u64),
    /// It was dropped.
    StopTyping(u64),
    /// The session is to be closed. The reply comes when it is.
    Close(oneshot::Sender<()>),
    /// The last handle was dropped.
    HandlesDropped,
    /// The stream of events was dropped.
    EventsDropped,
}
