//! The task of a session.
//!
//! A session has one task. It reads the websocket, and makes the calls that no user makes.
//! Everything that has rules of its own is a type of its own, and knows no time but the one that it
//! is given: [`Heartbeats`](heartbeats::Heartbeats), [`Backoff`], [`Gap`], [`Receipts`],
//! [`OwnTyping`]. The files of this module connect them:
//!
//! - `connecting`: tokens, websockets, losses and renewals;
//! - `items`: from frames and the transcript to the user;
//! - `sending`: receipts and typing;
//! - `ending`: the end of a chat, and of a session.

mod connecting;
pub(crate) mod created;
mod end;
mod ending;
mod first_message;
mod handshake;
mod heartbeats;
mod items;
mod link;
pub(crate) mod opening;
mod sending;
mod task;
mod trace;

use std::future::poll_fn;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use connect_participant::{
    Client, CreateParticipantConnectionOutput, GetTranscriptOutput, ParticipantToken, Result,
    WithMetadata,
};
use tokio::sync::{mpsc, oneshot};

use self::created::{Created, Renewal};
use self::end::End;
use self::first_message::FirstMessage;
use self::heartbeats::Heartbeats;
use self::link::{Incoming, Link, Lost};
use self::task::Task;
use crate::asides::Asides;
use crate::backoff::Backoff;
use crate::calls::Caller;
use crate::command::Command;
use crate::event::typing::Typing;
use crate::gap::{Gap, page_size};
use crate::mailbox::Mailbox;
use crate::receipts::Receipts;
use crate::receipts::receipt::DueReceipt;
use crate::settings::Settings;
use crate::status::Status;
use crate::timeline::Timeline;
use crate::tokens::Tokens;
use crate::typing::guards::GuardId;
use crate::typing::indicators::Indicators;
use crate::typing::outcome::TypingOutcome;
use crate::typing::own_typing::OwnTyping;
use crate::typing::throttle::Attempt;

/// The parts of a driver that its session has made.
pub(crate) struct Parts {
    /// The client whose calls send the current token.
    pub(crate) client: Client,
    pub(crate) participant_token: ParticipantToken,
    pub(crate) tokens: Arc<Tokens>,
    pub(crate) status: Arc<Status>,
    pub(crate) mailbox: Arc<Mailbox>,
    pub(crate) commands: mpsc::UnboundedReceiver<Command>,
    pub(crate) settings: Settings,
    pub(crate) timeline: Timeline,
    /// The part of the chat to read at the first connection.
    pub(crate) gap: Gap,
    /// The result of the first attempt to become live.
    pub(crate) ready: oneshot::Sender<Result<()>>,
}

/// The task of a session.
pub(crate) struct Driver {
    client: Client,
    participant_token: ParticipantToken,
    tokens: Arc<Tokens>,
    status: Arc<Status>,
    mailbox: Arc<Mailbox>,
    commands: mpsc::UnboundedReceiver<Command>,
    settings: Settings,
    ready: Option<oneshot::Sender<Result<()>>>,

    live: Option<Live>,
    /// The previous websocket, which is being closed. What it still has is read too.
    old: Option<Old>,
    creation: Task<Result<WithMetadata<CreateParticipantConnectionOutput>>>,
    opening: Task<Result<Link>>,
    /// The calls that wait for a new token.
    refreshes: Vec<oneshot::Sender<()>>,
    /// The connection that is created is for a new websocket.
    wants_link: bool,
    retry_at: Option<Duration>,
    backoff: Backoff,
    renewal: Renewal,
    lost_at: Option<Duration>,
    /// The time at which a token came because calls waited for it.
    refreshed_at: Option<Duration>,

    timeline: Timeline,
    gap: Option<Gap>,
    page: Task<Result<GetTranscriptOutput>>,
    asides: Asides,
    indicators: Indicators<Typing>,

    receipts: Receipts,
    receipt_call: Task<(DueReceipt, Result<()>)>,
    own_typing: OwnTyping,
    typing_call: Task<(Attempt, Result<()>)>,
    typing_reply: Option<oneshot::Sender<Result<TypingOutcome>>>,
    /// The messages that wait until no typing event is on its way.
    messages: Vec<oneshot::Sender<()>>,
    first_message: FirstMessage,
    guards: Vec<(u64, GuardId)>,

    end: End,
    timer: Option<(Duration, Task<()>)>,
}

/// A websocket that is subscribed.
struct Live {
    link: Link,
    heartbeats: Heartbeats,
    since: Duration,
    renew_at: Duration,
    /// It seems to be dead. It is, if nothing has arrived that was not read yet.
    is_suspect: bool,
}

struct Old {
    link: Link,
    until: Duration,
}

/// The reason why the task wakes up.
enum Wake {
    Command(Command),
    OldFrame(Result<Incoming, Lost>),
    Frame(Result<Incoming, Lost>),
    Creation(Result<WithMetadata<CreateParticipantConnectionOutput>>),
    Opening(Result<Link>),
    Page(Result<GetTranscriptOutput>),
    Receipt(DueReceipt, Result<()>),
    Typing(Attempt, Result<()>),
    /// The queue has room for a page.
    Room,
    /// A deadline has passed, or nothing has happened.
    Time,
}

impl Driver {
    pub(crate) fn new(parts: Parts, created: Created) -> Self {
        let own_id = parts.settings.participant_id.clone();
        let mut driver = Self {
            client: parts.client,
            participant_token: parts.participant_token,
            tokens: parts.tokens,
            status: parts.status,
            mailbox: parts.mailbox,
            commands: parts.commands,
            settings: parts.settings,
            ready: Some(parts.ready),
            live: None,
            old: None,
            creation: Task::idle(),
            opening: Task::idle(),
            refreshes: Vec::new(),
            wants_link: true,
            retry_at: None,
            backoff: Backoff::default(),
            renewal: created.renewal,
            lost_at: None,
            refreshed_at: None,
            timeline: parts.timeline,
            gap: Some(parts.gap),
            page: Task::idle(),
            asides: Asides::default(),
            indicators: Indicators::new(own_id.as_deref()),
            receipts: Receipts::new(),
            receipt_call: Task::idle(),
            own_typing: OwnTyping::new(),
            typing_call: Task::idle(),
            typing_reply: None,
            messages: Vec::new(),
            first_message: FirstMessage::default(),
            guards: Vec::new(),
            end: End::default(),
            timer: None,
        };
        driver.open(created.url);
        driver
    }

    /// Runs until the session is over.
    ///
    /// The driver is in a box: a future has a second copy of each value that is moved into it.
    pub(crate) async fn run(mut self: Box<Self>) {
        loop {
            let now = self.now();
            self.tick(now);
            if self.end.is_over() {
                break;
            }
            if self.live.as_ref().is_some_and(|live| live.is_suspect) {
                // The runtime asks the socket, which may have bytes that it does not know of.
                tokio::task::yield_now().await;
            }
            let wake = poll_fn(|context| self.poll(context)).await;
            self.wake(wake);
            if self.end.is_over() {
                break;
            }
        }
        self.shut_down().await;
    }

    fn now(&self) -> Duration {
        self.client.clock().now()
    }

    fn caller(&self) -> Caller {
        Caller { client: self.client.clone(), token: self.tokens.current() }
    }

    /// Does all work that is due.
    fn tick(&mut self, now: Duration) {
        self.tick_connection(now);
        self.tick_items(now);
        self.tick_sending(now);
        self.tick_ending(now);
    }

    /// Returns the time of the next [`tick`](Self::tick).
    fn deadline(&self) -> Option<Duration> {
        [
            self.connection_deadline(),
            self.items_deadline(),
            self.sending_deadline(),
            self.end.deadline(),
        ]
        .into_iter()
        .flatten()
        .min()
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Wake> {
        let is_reading = self.reads_again_at(self.now()).is_none();
        if let Some(old) = self.old.as_mut().filter(|_| is_reading) {
            if let Poll::Ready(frame) = old.link.poll_next(context) {
                return Poll::Ready(Wake::OldFrame(frame));
            }
        }
        if let Some(live) = self.live.as_mut().filter(|live| is_reading || live.is_suspect) {
            if let Poll::Ready(frame) = live.link.poll_next(context) {
                return Poll::Ready(Wake::Frame(frame));
            }
            if live.is_suspect {
                return Poll::Ready(Wake::Time);
            }
        }
        if let Poll::Ready(Some(command)) = self.commands.poll_recv(context) {
            return Poll::Ready(Wake::Command(command));
        }
        if let Poll::Ready(created) = self.creation.poll(context) {
            return Poll::Ready(Wake::Creation(created));
        }
        if let Poll::Ready(link) = self.opening.poll(context) {
            return Poll::Ready(Wake::Opening(link));
        }
        if is_reading {
            if let Poll::Ready(page) = self.page.poll(context) {
                return Poll::Ready(Wake::Page(page));
            }
        }
        if let Poll::Ready((receipt, result)) = self.receipt_call.poll(context) {
            return Poll::Ready(Wake::Receipt(receipt, result));
        }
        if let Poll::Ready((attempt, result)) = self.typing_call.poll(context) {
            return Poll::Ready(Wake::Typing(attempt, result));
        }
        if self.needs_page(self.now()) {
            let room = usize::try_from(page_size(self.settings.queue_capacity)).unwrap_or(1);
            if self.mailbox.poll_room(room, context).is_ready() {
                return Poll::Ready(Wake::Room);
            }
            if let Some(gap) = &mut self.gap {
                gap.wait_for_room();
            }
        }
        self.poll_timer(context).map(|()| Wake::Time)
    }

    fn poll_timer(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let Some(deadline) = self.deadline() else {
            self.timer = None;
            return Poll::Pending;
        };
        if self.timer.as_ref().is_none_or(|(time, _)| *time != deadline) {
            let (client, delay) = (self.client.clone(), deadline.saturating_sub(self.now()));
            let mut task = Task::idle();
            task.start(async move { client.clock().sleep(delay).await });
            self.timer = Some((deadline, task));
        }
        let Some((_, timer)) = &mut self.timer else { return Poll::Pending };
        let is_over = timer.poll(context);
        if is_over.is_ready() {
            self.timer = None;
        }
        is_over
    }

    fn wake(&mut self, wake: Wake) {
        let now = self.now();
        match wake {
            Wake::Command(command) => self.command(command, now),
            Wake::OldFrame(frame) => self.old_frame(frame),
            Wake::Frame(frame) => self.frame(frame, now),
            Wake::Creation(created) => self.created(created, now),
            Wake::Opening(link) => self.opened(link, now),
            Wake::Page(page) => self.page(page, now),
            Wake::Receipt(receipt, result) => self.receipt_sent(&receipt, result, now),
            Wake::Typing(attempt, result) => self.typing_sent(attempt, result),
            Wake::Room => self.request_page(),
            Wake::Time => {}
        }
    }

    fn command(&mut self, command: Command, now: Duration) {
        match command {
            Command::Refresh(token, reply) => self.refresh(&token, reply, now),
            Command::Saying(reply) => self.saying(reply, now),
            Command::SayingReturned => self.first_message.returned(),
            Command::Marking(message_id) => self.timeline.own.marking(&message_id),
            Command::Said(message_id) => self.said(&message_id, now),
            Command::Marked(kind, message_id) => self.receipts.marked(kind, &message_id, None),
            Command::Left => self.end.leave(now),
            Command::Mark(kind, mut message, reply) => {
                message.order.place = self.timeline.place(&message.id);
                self.receipts.request(now, kind, message, reply);
            }
            Command::Type(reply) => self.type_once(reply, now),
            Command::GuardTyping(key) => {
                let guard = self.own_typing.start_guard(now);
                self.guards.push((key, guard));
            }
            Command::RenewTyping(key) => {
                if let Some((_, guard)) = self.guards.iter().find(|(other, _)| *other == key) {
                    self.own_typing.renew_guard(now, *guard);
                }
            }
            Command::StopTyping(key) => {
                if let Some(index) = self.guards.iter().position(|(other, _)| *other == key) {
                    self.own_typing.stop_guard(self.guards.swap_remove(index).1);
                }
            }
            Command::Close(reply) => {
                self.receipts.flush(now);
                self.end.close(now, reply);
            }
            Command::HandlesDropped => self.end.handles_dropped(),
            Command::EventsDropped => self.end.events_dropped(),
        }
    }
}

/// A driver that is dropped, because its runtime shuts down, ends the stream of events.
impl Drop for Driver {
    fn drop(&mut self) {
        self.status.set_over();
        self.mailbox.finish();
    }
}
