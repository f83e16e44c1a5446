//! The open websockets of participants, as tests use them.

use std::fmt;
use std::sync::Arc;

use crate::chat::Chat;
use crate::chat::chat_participant::ChatParticipant;
use crate::lock::lock;
use crate::push::outbox::{Ending, Outbox};

/// The maximum size of the reason in a close frame, in bytes.
const MAX_REASON_BYTES: usize = 123;

/// An open websocket of a participant. [`Chat::sockets`] and [`ChatParticipant::sockets`] return
/// it. Cloning is cheap, and clones are the same websocket.
///
/// It lets a test do to a client what a network or the service may do. All methods return at once,
/// and do nothing if the websocket is closed.
///
/// ```
/// use connect_participant::ParticipantRole;
/// use connect_participant_local::LocalService;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> std::io::Result<()> {
/// let service = LocalService::start().await?;
/// let customer = service.open_chat().add_participant(ParticipantRole::Customer);
/// // The client under test connects here. Then the network fails:
/// for socket in customer.sockets() {
///     socket.reset();
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct ChatSocket(Arc<Outbox>);

impl ChatSocket {
    /// Returns the id of the websocket, a UUID. It is the `connectionId` in the frame `Forbidden`.
    #[must_use]
    pub fn id(&self) -> &str {
        self.0.id()
    }

    /// Returns the id of the participant who has opened the websocket.
    #[must_use]
    pub fn participant_id(&self) -> &str {
        self.0.participant_id()
    }

    /// Returns `true` if the client has subscribed to the chat.
    #[must_use]
    pub fn is_subscribed(&self) -> bool {
        self.0.is_subscribed()
    }

    /// Returns `true` if what is recorded is pushed to the websocket, and sent.
    pub(crate) fn is_hearing(&self) -> bool {
        self.0.is_subscribed() && !self.0.is_silent()
    }

    /// Resets the connection, without a close frame. Frames that wait are not sent.
    pub fn reset(&self) {
        self.0.end(Ending::Reset);
    }

    /// Closes the websocket with a code, such as 1001, and a reason, of which at most 123 bytes are
    /// sent. Frames that wait are sent before.
    pub fn close(&self, code: u16, reason: impl Into<String>) {
        let mut reason = reason.into();
        let mut end = reason.len().min(MAX_REASON_BYTES);
        while !reason.is_char_boundary(end) {
            end -= 1;
        }
        reason.truncate(end);
        self.0.end(Ending::Close(code, reason));
    }

    /// Stops sending and reading, and leaves the connection open, as a network that fails without a
    /// sign. The client gets no response to anything, not even to a ping of the protocol.
    pub fn silence(&self) {
        self.0.silence();
    }

    /// Sends a text frame as it is, also before the client has subscribed. It needs not be valid
    /// JSON, and may have any size up to 4 MiB.
    pub fn send_frame(&self, text: impl Into<String>) {
        self.0.send(text.into().into());
    }
}

/// Leaves out the frames that wait.
impl fmt::Debug for ChatSocket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ChatSocket")
            .field("id", &self.id())
            .field("participant_id", &self.participant_id())
            .field("is_subscribed", &self.is_subscribed())
            .finish_non_exhaustive()
    }
}

impl Chat {
    /// Returns the open websockets of all participants, in the order in which they were opened.
    #[must_use]
    pub fn sockets(&self) -> Vec<ChatSocket> {
        let contact = lock(self.contact());
        contact.audience.all().cloned().map(ChatSocket).collect()
    }
}

impl ChatParticipant {
    /// Returns the open websockets of the participant, in the order in which they were opened.
    #[must_use]
    pub fn sockets(&self) -> Vec<ChatSocket> {
        let contact = lock(&self.caller().contact);
        contact.audience.of(self.id()).cloned().map(ChatSocket).collect()
    }
}
