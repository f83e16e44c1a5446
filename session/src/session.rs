//! The handle of a session.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};

use connect_participant::{
    AttachmentItem, Client, Connected, ConnectionToken, Error, ErrorKind, GetAttachmentOutput,
    MessageContentType, Participant, ParticipantToken, Result, SendMessageOutput, Timestamp,
    participant_operation,
};
use tokio::sync::{mpsc, oneshot};

use crate::checkpoint::{Checkpoint, Version};
use crate::command::Command;
use crate::event::connection::ConnectionState;
use crate::event::message::Message;
use crate::mailbox::Mailbox;
use crate::receipts::outcome::ReceiptOutcome;
use crate::receipts::receipt::{MessageRef, Order, ReceiptKind};
use crate::receipts::reply::Reply;
use crate::status::Status;
use crate::tokens::Tokens;
use crate::typing::outcome::TypingOutcome;

/// A live connection of one participant to a chat.
///
/// It is cheap to clone, and clones are the same session. It implements [`Participant`] and
/// [`Connected`], so your own traits with annotated methods work on it:
///
/// ```no_run
/// use connect_participant::{Connected, Result, participant_operation};
/// use connect_participant_session::Session;
///
/// trait Desk: Connected {
///     #[participant_operation(SendMessage, content_type = "text/markdown")]
///     async fn say(&self, content: &str) -> Result<()>;
/// }
///
/// impl Desk for Session {}
///
/// # async fn example(session: &Session) -> Result<()> {
/// session.say("**Hello!**").await
/// # }
/// ```
///
/// Each call sends the current token. If the service refuses it, the session gets a new one and
/// sends the call once more, with the same client token and at its turn by the rate limits of the
/// client. While the service does not return a new token, the call waits until its time limit, and
/// then fails with [`Timeout`](ErrorKind::Timeout). If the service refuses the new token too, or
/// after the end of the chat, calls fail with [`AccessDenied`](ErrorKind::AccessDenied). After the
/// end of the chat, nothing is sent.
///
/// # Stopping
///
/// - [`disconnect`](Self::disconnect) leaves the chat.
/// - [`close`](Self::close) sends the pending receipts, and closes the websocket. The chat
///   continues.
/// - If you drop all handles and the [`Events`](crate::Events), the websocket is closed, and
///   pending receipts are not sent. The chat continues.
///
/// The session runs as long as you keep a handle or the events.
#[derive(Clone)]
pub struct Session {
    inner: Arc<Inner>,
}

struct Inner {
    client: Client,
    tokens: Arc<Tokens>,
    status: Arc<Status>,
    mailbox: Arc<Mailbox>,
    commands: mpsc::UnboundedSender<Command>,
    participant_token: ParticipantToken,
    connect_participant: bool,
    guards: AtomicU64,
}

impl Session {
    pub(crate) fn new(
        client: Client,
        tokens: Arc<Tokens>,
        status: Arc<Status>,
        mailbox: Arc<Mailbox>,
        commands: mpsc::UnboundedSender<Command>,
        participant_token: ParticipantToken,
        connect_participant: bool,
    ) -> Self {
        let inner = Inner {
            client,
            tokens,
            status,
            mailbox,
            commands,
            participant_token,
            connect_participant,
            guards: AtomicU64::new(0),
        };
        Self { inner: Arc::new(inner) }
    }

    /// Sends a message of plain text. Must be 1 to 16,384 bytes. Some messaging channels have
    /// [lower limits](https://docs.aws.amazon.com/connect/latest/adminguide/feature-limits.html#chat-message-size-limits).
    ///
    /// # Errors
    ///
    /// See [`Client::call`].
    pub async fn send_text(&self, text: &str) -> Result<SendMessageOutput> {
        self.send_message(MessageContentType::TextPlain, text).await
    }

    /// Sends a message of this content type.
    ///
    /// # Errors
    ///
    /// See [`Client::call`].
    pub async fn send(
        &self,
        content_type: MessageContentType,
        content: &str,
    ) -> Result<SendMessageOutput> {
        self.send_message(content_type, content).await
    }

    /// Shows "is typing" to the other participants until the guard is dropped.
    ///
    /// ```no_run
    /// # async fn answer() -> String { String::new() }
    /// # async fn example(session: connect_participant_session::Session) -> connect_participant::Result<()> {
    /// let typing = session.typing();
    /// let answer = answer().await;
    /// drop(typing);
    /// session.send_text(&answer).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// The session repeats the event every 10 seconds, for at most five minutes unless you
    /// [renew](TypingGuard::renew) the guard. Failures are ignored. Drop the guard before you send
    /// the message. Otherwise, the session sends the event again one second after the message.
    #[must_use = "typing ends when the guard is dropped"]
    pub fn typing(&self) -> TypingGuard {
        let key = self.inner.guards.fetch_add(1, Ordering::Relaxed);
        let commands = self.inner.commands.clone();
        // A session that is over shows nothing.
        let _ = commands.send(Command::GuardTyping(key));
        TypingGuard { key, commands }
    }

    /// Shows "is typing" to the other participants for 12 seconds.
    ///
    /// Call it at each key. The session sends at most one event in 10 seconds.
    ///
    /// ```no_run
    /// use connect_participant_session::TypingOutcome;
    ///
    /// # async fn example(session: connect_participant_session::Session) -> connect_participant::Result<()> {
    /// if session.send_typing().await? == TypingOutcome::NotLive {
    ///     println!("not connected");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// See [`Client::call`]. The call is not retried.
    pub async fn send_typing(&self) -> Result<TypingOutcome> {
        let (reply, outcome) = oneshot::channel();
        // A session that is over drops the reply.
        let _ = self.inner.commands.send(Command::Type(reply));
        outcome.await.unwrap_or(Ok(TypingOutcome::Ended))
    }

    /// Sends the receipt that a message was read, and so was delivered.
    ///
    /// The receipt is queued when you call the method, even if you drop the future. Receipts are
    /// collected for five seconds. Then the session sends the newest one, which supersedes the
    /// others. The newest is that of the message with the latest time, not of the last call.
    ///
    /// The future returns the outcome, which takes five seconds or more. Do not await it in a loop
    /// that has to reply soon:
    ///
    /// ```no_run
    /// use connect_participant_session::{ChatEvent, Events, Message, Session};
    ///
    /// async fn serve(chat: Session, mut events: Events) {
    ///     while let Some(event) = events.next().await {
    ///         if let ChatEvent::Message(message) = event {
    ///             chat.mark_read(&message); // sent within five seconds, without a wait here
    ///             reply(&chat, &message).await;
    ///         }
    ///     }
    /// }
    /// # async fn reply(_: &Session, _: &Message) {}
    /// ```
    ///
    /// ```no_run
    /// use connect_participant_session::{Message, ReceiptOutcome, Session};
    ///
    /// # async fn example(session: Session, message: Message) -> connect_participant::Result<()> {
    /// session.mark_read(&message); // that is all, unless you need the outcome
    /// if session.mark_read(&message).await? == ReceiptOutcome::Unsupported {
    ///     println!("no receipts in this chat");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// See [`Client::call`]. The error comes after the retries.
    #[expect(clippy::must_use_candidate, reason = "the receipt is sent in any case")]
    pub fn mark_read(&self, message: &Message) -> ReceiptFuture {
        self.mark(ReceiptKind::Read, message)
    }

    /// Sends the receipt that a message was delivered. Like [`mark_read`](Self::mark_read).
    #[expect(clippy::must_use_candidate, reason = "the receipt is sent in any case")]
    pub fn mark_delivered(&self, message: &Message) -> ReceiptFuture {
        self.mark(ReceiptKind::Delivered, message)
    }

    fn mark(&self, kind: ReceiptKind, message: &Message) -> ReceiptFuture {
        let (reply, outcome) = Reply::new();
        if message.is_own() {
            reply.send(Ok(ReceiptOutcome::OwnMessage));
        } else {
            let time = message.time().and_then(Timestamp::to_system_time);
            // The task knows the place.
            let order = Order { time, place: None };
            let message = MessageRef { order, id: message.id().into() };
            // A session that is over drops the reply, so the outcome is `Ended`.
            let _ = self.inner.commands.send(Command::Mark(kind, message, reply));
        }
        ReceiptFuture(outcome)
    }

    /// Returns the output of [`GetAttachment`](connect_participant::GetAttachmentInput), with a URL
    /// to download the attachment. The URL is pre-signed, so keep it secret.
    ///
    /// ```no_run
    /// use connect_participant_session::{Message, Session};
    ///
    /// # async fn example(session: Session, message: Message) -> connect_participant::Result<()> {
    /// for attachment in message.attachments() {
    ///     let url = session.attachment_url(attachment).await?.url;
    ///     // Download it with an HTTP client of yours.
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](ErrorKind::InvalidInput) if the attachment has no id. Otherwise see
    /// [`Client::call`].
    pub async fn attachment_url(&self, attachment: &AttachmentItem) -> Result<GetAttachmentOutput> {
        let id = attachment
            .attachment_id
            .as_deref()
            .ok_or_else(|| Error::new(ErrorKind::InvalidInput, "the attachment has no id"))?;
        self.get_attachment(id).await
    }

    /// Leaves the chat. If the participant is the customer, the chat ends.
    ///
    /// ```no_run
    /// # async fn example(session: connect_participant_session::Session) -> connect_participant::Result<()> {
    /// session.send_text("Good-bye!").await?;
    /// session.disconnect().await?;
    /// session.close().await;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// The session does not end at once, because a flow may still send a message or ask for a
    /// rating. The last event is [`Ended`](crate::ChatEvent::Ended). To stop without waiting for
    /// it, also call [`close`](Self::close).
    ///
    /// # Errors
    ///
    /// See [`Client::call`].
    pub async fn disconnect(&self) -> Result<()> {
        self.disconnect_participant().await
    }

    /// Closes the session. Sends the pending receipts, for at most five seconds, and closes the
    /// websocket. The chat continues.
    ///
    /// [`Events`](crate::Events) end after the events in the queue. Calls still work as long as the
    /// connection token is valid. The session does not renew it any more.
    pub async fn close(&self) {
        let (reply, is_closed) = oneshot::channel();
        // A session that is over is closed.
        if self.inner.commands.send(Command::Close(reply)).is_ok() {
            let _ = is_closed.await;
        }
    }

    /// Returns the place after the last event that [`Events`](crate::Events) has returned. Another
    /// process can [resume](Self::resume) there.
    #[must_use]
    pub fn checkpoint(&self) -> Checkpoint {
        Checkpoint {
            version: Version,
            participant_token: self.inner.participant_token.clone(),
            participant_id: self.inner.status.participant_id().map(str::to_owned),
            connect_participant: self.inner.connect_participant,
            progress: self.inner.mailbox.taken(),
        }
    }

    /// Returns the id of the participant, or `None` if it is not known yet: you have not
    /// [set](crate::SessionBuilder::participant_id) it, and have not sent a message.
    #[must_use]
    pub fn participant_id(&self) -> Option<&str> {
        self.inner.status.participant_id()
    }

    /// Returns the state of the connection, or `None` if the session is over.
    #[must_use]
    pub fn connection(&self) -> Option<ConnectionState> {
        self.inner.status.connection()
    }

    /// Returns the number of frames from the service that could not be read. They are skipped.
    #[must_use]
    pub fn unreadable_frames(&self) -> u64 {
        self.inner.status.unreadable_frames()
    }
}

/// The calls that a session only passes on.
trait Calls: Connected {
    #[participant_operation(SendMessage)]
    async fn send_message(
        &self,
        content_type: MessageContentType,
        content: &str,
    ) -> Result<SendMessageOutput>;

    #[participant_operation(GetAttachment)]
    async fn get_attachment(&self, attachment_id: &str) -> Result<GetAttachmentOutput>;

    #[participant_operation(DisconnectParticipant)]
    async fn disconnect_participant(&self) -> Result<()>;
}

impl Calls for Session {}

/// Lends out the client of the session. If a call has an earlier token of the session, the client
/// sends the current one instead.
impl Participant for Session {
    fn client(&self) -> &Client {
        &self.inner.client
    }
}

impl Connected for Session {
    fn connection_token(&self) -> ConnectionToken {
        self.inner.tokens.current()
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        // A session that is over needs no command.
        let _ = self.commands.send(Command::HandlesDropped);
    }
}

/// Shows no token.
impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("connection", &self.connection())
            .field("participant_id", &self.inner.status.participant_id())
            .finish_non_exhaustive()
    }
}

/// A guard that shows "is typing" to the other participants until it is dropped.
/// [`Session::typing`] returns it.
#[must_use = "typing ends when the guard is dropped"]
pub struct TypingGuard {
    key: u64,
    commands: mpsc::UnboundedSender<Command>,
}

impl TypingGuard {
    /// Extends the guard to five minutes from now.
    pub fn renew(&self) {
        // A session that is over shows nothing.
        let _ = self.commands.send(Command::RenewTyping(self.key));
    }
}

impl Drop for TypingGuard {
    fn drop(&mut self) {
        // A session that is over shows nothing.
        let _ = self.commands.send(Command::StopTyping(self.key));
    }
}

impl fmt::Debug for TypingGuard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TypingGuard").finish_non_exhaustive()
    }
}

/// The future outcome of a receipt. [`Session::mark_read`] returns it. The receipt is sent even if
/// the future is dropped.
#[derive(Debug)]
pub struct ReceiptFuture(oneshot::Receiver<Result<ReceiptOutcome>>);

impl Future for ReceiptFuture {
    type Output = Result<ReceiptOutcome>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let outcome = Pin::new(&mut self.0).poll(context);
        outcome.map(|outcome| outcome.unwrap_or(Ok(ReceiptOutcome::Ended)))
    }
}
