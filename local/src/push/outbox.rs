//! The frames that wait to be sent on a websocket.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::task::Waker;
use std::time::Duration;

use tokio_tungstenite::tungstenite::Utf8Bytes;

use super::socket_fault::{SocketEffect, Trigger};
use super::socket_faults::SocketFaults;
use crate::lock::lock;

/// The maximum size of the frames that wait on a websocket, in bytes.
const MAX_BYTES: usize = 4 * 1024 * 1024;

/// The maximum number of frames that wait on a websocket.
const MAX_FRAMES: usize = 8 * 1024;

/// The queue of a websocket, with its participant and its state. It must never be printed, because
/// frames contain what participants said.
///
/// The service shares it with the task that serves the websocket, which alone reads and writes.
pub(crate) struct Outbox {
    id: String,
    participant_id: String,
    contact_id: Arc<str>,
    faults: Arc<SocketFaults>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    is_subscribed: bool,
    /// Nothing more is sent, and nothing is read.
    is_silent: bool,
    waiting: VecDeque<Outgoing>,
    /// The size of all waiting frames, in bytes.
    bytes: usize,
    /// A frame that is sent after the next one.
    overtaken: Option<Utf8Bytes>,
    ending: Option<Ending>,
    /// The task that serves the websocket.
    task: Option<Waker>,
}

/// A frame that is to be sent.
pub(crate) enum Outgoing {
    Frame(Utf8Bytes),
    /// A frame that is sent later. The frames behind it do not wait for it.
    Delayed(Duration, Utf8Bytes),
}

impl Outgoing {
    fn bytes(&self) -> usize {
        let (Self::Frame(frame) | Self::Delayed(_, frame)) = self;
        frame.len()
    }
}

/// The way in which the service ends a websocket.
#[derive(Clone)]
pub(crate) enum Ending {
    /// The connection is reset, without a close frame.
    Reset,
    /// A close frame with this code and reason.
    Close(u16, String),
}

impl Outbox {
    pub(crate) fn new(
        id: String,
        participant_id: String,
        contact_id: Arc<str>,
        faults: Arc<SocketFaults>,
    ) -> Self {
        Self { id, participant_id, contact_id, faults, state: Mutex::default() }
    }

    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    pub(crate) fn participant_id(&self) -> &str {
        &self.participant_id
    }

    pub(crate) fn is_subscribed(&self) -> bool {
        lock(&self.state).is_subscribed
    }

    /// Subscribes the websocket to the chat. `response` is sent before anything of the chat.
    pub(crate) fn subscribe(&self, response: Utf8Bytes) {
        self.change(|state| {
            state.is_subscribed = true;
            state.add(Outgoing::Frame(response));
        });
    }

    /// Sends a frame that is not of the chat, such as the response to a heartbeat.
    pub(crate) fn send(&self, frame: Utf8Bytes) {
        self.change(|state| state.add(Outgoing::Frame(frame)));
    }

    /// Sends a frame of the chat, unless a fault applies to it.
    pub(crate) fn push(&self, frame: &Utf8Bytes) {
        let effect = self.fault(Trigger::Push);
        let frame = frame.clone();
        self.change(|state| match effect {
            Some(SocketEffect::LosePush) => {}
            Some(SocketEffect::ReorderPush) if state.overtaken.is_none() => {
                state.overtaken = Some(frame);
            }
            Some(SocketEffect::DelayPush(delay)) => state.add(Outgoing::Delayed(delay, frame)),
            effect => {
                let is_duplicated = matches!(effect, Some(SocketEffect::DuplicatePush));
                let overtaken = state.overtaken.take();
                let again = is_duplicated.then(|| frame.clone());
                for frame in [Some(frame), again, overtaken].into_iter().flatten() {
                    state.add(Outgoing::Frame(frame));
                }
            }
        });
    }

    /// Takes the effect of a fault on this websocket.
    pub(crate) fn fault(&self, trigger: Trigger) -> Option<SocketEffect> {
        self.faults.take_match(trigger, [&self.participant_id, &self.contact_id])
    }

    /// Stops sending and reading, and leaves the connection open.
    pub(crate) fn silence(&self) {
        self.change(|state| {
            state.is_silent = true;
            state.drop_waiting();
        });
    }

    pub(crate) fn is_silent(&self) -> bool {
        lock(&self.state).is_silent
    }

    /// Ends the websocket. Frames that wait are sent before a close frame, and not before a reset.
    pub(crate) fn end(&self, ending: Ending) {
        self.change(|state| state.end(ending));
    }

    pub(crate) fn is_ending(&self) -> bool {
        lock(&self.state).ending.is_some()
    }

    /// Returns the ending, if nothing is to be sent before it.
    pub(crate) fn ending(&self) -> Option<Ending> {
        let state = lock(&self.state);
        let is_due = state.waiting.is_empty() || matches!(state.ending, Some(Ending::Reset));
        state.ending.clone().filter(|_| is_due)
    }

    /// Takes the next frame.
    pub(crate) fn next(&self) -> Option<Outgoing> {
        let mut state = lock(&self.state);
        let next = state.waiting.pop_front()?;
        state.bytes = state.bytes.saturating_sub(next.bytes());
        Some(next)
    }

    /// Sets the task that is woken by each change.
    pub(crate) fn set_task(&self, task: &Waker) {
        let mut state = lock(&self.state);
        match &mut state.task {
            Some(known) => known.clone_from(task),
            None => state.task = Some(task.clone()),
        }
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        let mut state = lock(&self.state);
        change(&mut state);
        if let Some(task) = &state.task {
            task.wake_by_ref();
        }
    }
}

impl State {
    /// Adds a frame. Resets a websocket whose client does not read.
    fn add(&mut self, frame: Outgoing) {
        if self.is_silent || self.ending.is_some() {
            return;
        }
        if self.waiting.len() == MAX_FRAMES || self.bytes + frame.bytes() > MAX_BYTES {
            self.end(Ending::Reset);
            return;
        }
        self.bytes += frame.bytes();
        self.waiting.push_back(frame);
    }

    /// Only the first ending counts, except that a reset is possible at any time.
    fn end(&mut self, ending: Ending) {
        if matches!(ending, Ending::Reset) {
            self.drop_waiting();
            self.ending = Some(ending);
        } else if self.ending.is_none() {
            self.ending = Some(ending);
        }
        self.is_subscribed = false;
    }

    fn drop_waiting(&mut self) {
        self.waiting = VecDeque::new();
        self.bytes = 0;
        self.overtaken = None;
    }
}
