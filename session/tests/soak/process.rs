//! The programs that have the session of a chat, one after another.

use std::time::Duration;

use connect_participant::{ErrorKind, Result};
use connect_participant_session::{ChatEvent, Checkpoint, Events, Message, Session};
use fastrand::Rng;
use tokio::time::{Instant, sleep, sleep_until, timeout_at};

use crate::chat::Chat;

/// The processes that read a chat. Each goes on where the one before has stopped.
pub(crate) struct Processes<'a> {
    chat: &'a Chat,
    rng: Rng,
    /// As it is stored.
    checkpoint: Option<String>,
    queue_capacity: usize,
    is_slow: bool,
    replies: u32,
}

impl<'a> Processes<'a> {
    pub(crate) fn new(chat: &'a Chat, mut rng: Rng) -> Self {
        let queue_capacity = rng.choice([16, 64, 256]).unwrap_or(16);
        let is_slow = rng.u32(..4) == 0;
        Self { chat, rng, checkpoint: None, queue_capacity, is_slow, replies: 0 }
    }

    /// Runs until the chat has ended.
    pub(crate) async fn run(mut self) {
        let end = self.chat.world.end;
        loop {
            let (session, mut events) = match self.connect().await {
                Ok(connected) => connected,
                Err(error) if error.kind() == ErrorKind::Timeout => {
                    self.chat.ledger.log(format_args!("not connected: {error}"));
                    sleep(Duration::from_secs(self.rng.u64(10..300))).await;
                    continue;
                }
                Err(error) => self.chat.ledger.fail(format_args!("cannot connect: {error:?}")),
            };
            self.chat.ledger.log("connected");
            let stop = Instant::now() + Duration::from_secs(self.rng.u64(600..6 * 3_600));
            // The last process stays.
            let stop = (stop < end).then_some(stop);
            if self.read(&session, &mut events, stop).await {
                return;
            }
            self.stop(session, events).await;
            let pause = if self.rng.bool() { self.rng.u64(..10) } else { self.rng.u64(..3_600) };
            sleep_until((Instant::now() + Duration::from_secs(pause)).min(end)).await;
        }
    }

    async fn connect(&self) -> Result<(Session, Events)> {
        let client = &self.chat.client;
        let builder = match &self.checkpoint {
            None => {
                let token = self.chat.own.participant_token().clone();
                Session::builder(client, token).history(10_000)
            }
            Some(stored) => {
                let checkpoint: Checkpoint = serde_json::from_str(stored).unwrap();
                Session::resume_builder(client, checkpoint)
            }
        };
        builder.queue_capacity(self.queue_capacity).connect().await
    }

    /// Reads until this process stops, or until the chat has ended. Returns `true` if it has.
    async fn read(
        &mut self,
        session: &Session,
        events: &mut Events,
        stop: Option<Instant>,
    ) -> bool {
        loop {
            let event = match stop {
                Some(stop) => match timeout_at(stop, events.next()).await {
                    Ok(event) => event,
                    Err(_) => return false,
                },
                None => events.next().await,
            };
            let Some(event) = event else {
                if !self.chat.ledger.has_ended() {
                    self.chat.ledger.fail(format_args!("the events end before the chat"));
                }
                return true;
            };
            self.chat.ledger.hear(&event);
            if let ChatEvent::Message(message) = &event {
                self.react(session, message).await;
            }
            if self.is_slow && self.rng.u32(..20) == 0 && Instant::now() < self.chat.world.end {
                self.chat.ledger.log("reads slowly");
                sleep(Duration::from_secs(self.rng.u64(..300))).await;
                self.chat.ledger.log("reads on");
            }
        }
    }

    /// Marks a message, and replies to it.
    async fn react(&mut self, session: &Session, message: &Message) {
        if self.rng.u32(..3) == 0 {
            let promise = self.chat.ledger.promise();
            let receipt = session.mark_read(message);
            tokio::spawn(async move {
                // The outcome depends on the weather.
                let _ = receipt.await;
                drop(promise);
            });
        }
        if !message.is_own() && self.rng.u32(..8) == 0 && Instant::now() < self.chat.world.end {
            let typing = self.rng.bool().then(|| session.typing());
            sleep(Duration::from_secs(self.rng.u64(..20))).await;
            drop(typing);
            self.replies += 1;
            // It may fail, and then the message may be in the chat or not.
            let _ = session.send_text(&format!("reply {}", self.replies)).await;
        }
    }

    /// Stops the process, and stores how far it has come.
    async fn stop(&mut self, session: Session, mut events: Events) {
        let is_graceful = self.rng.bool();
        self.chat.ledger.log(format_args!("stops, gracefully: {is_graceful}"));
        if is_graceful {
            session.close().await;
            while let Some(event) = events.next().await {
                self.chat.ledger.hear(&event);
            }
        }
        self.checkpoint = Some(serde_json::to_string(&session.checkpoint()).unwrap());
    }
}
