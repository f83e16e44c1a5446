//! The queue between the task of a session and the user.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use crate::event::ChatEvent;
use crate::gap::Place;
use crate::mark::Memory;
use crate::progress::Progress;

/// The number of items of the transcript that a checkpoint remembers, and of other items.
const MAX_TAKEN: usize = 64;

/// The number of items that it remembers if some before them are missing.
const MAX_TAKEN_IN_GAP: usize = 4_096;

/// The queue of a session's events. Its size is bounded.
pub(crate) struct Mailbox(Mutex<State>);

struct State {
    queue: VecDeque<Entry>,
    capacity: usize,
    reader: Option<Waker>,
    writer: Option<Waker>,
    is_finished: bool,
    is_abandoned: bool,
    /// The events that the reader has taken.
    taken: Progress,
    /// The place of a gap, and the number of events in the queue before it.
    gap_opens_after: Option<(usize, Place)>,
    /// The number of events in the queue until the gap is closed.
    gap_closes_after: Option<usize>,
}

/// An event in the queue.
pub(crate) struct Entry {
    pub(crate) event: ChatEvent,
    /// What a checkpoint remembers of the item.
    pub(crate) memory: Option<Memory>,
}

/// The queue is full, or a part of it is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Full;

impl Mailbox {
    /// Creates a queue. `taken` is the progress of an earlier process.
    pub(crate) fn new(capacity: usize, taken: Progress) -> Self {
        Self(Mutex::new(State {
            queue: VecDeque::new(),
            capacity,
            reader: None,
            writer: None,
            is_finished: false,
            is_abandoned: false,
            taken,
            gap_opens_after: None,
            gap_closes_after: None,
        }))
    }

    /// Adds an item at the end. Without a reader, it is dropped.
    pub(crate) fn push(&self, entry: Entry) -> Result<(), Full> {
        let mut state = self.lock();
        if state.is_abandoned {
            return Ok(());
        }
        if state.queue.len() >= state.capacity {
            return Err(Full);
        }
        let reader = state.push(entry);
        drop(state);
        wake(reader);
        Ok(())
    }

    /// Adds a change of the connection, or the end. It is always accepted: a change replaces an
    /// earlier one that is the last in the queue.
    pub(crate) fn push_state(&self, event: ChatEvent) {
        let mut state = self.lock();
        let is_change = |entry: &Entry| matches!(entry.event, ChatEvent::Connection(_));
        let entry = Entry { event, memory: None };
        if is_change(&entry) && state.queue.back().is_some_and(is_change) {
            state.queue.pop_back();
        }
        let reader = if state.is_abandoned { None } else { state.push(entry) };
        drop(state);
        wake(reader);
    }

    /// Adds the end of typing, of which there are as many as beginnings.
    pub(crate) fn push_stopped(&self, event: ChatEvent) {
        let mut state = self.lock();
        let entry = Entry { event, memory: None };
        let reader = if state.is_abandoned { None } else { state.push(entry) };
        drop(state);
        wake(reader);
    }

    /// Waits until this many items can be added.
    pub(crate) fn poll_room(&self, wanted: usize, context: &Context<'_>) -> Poll<()> {
        let mut state = self.lock();
        if state.is_abandoned || state.queue.len().saturating_add(wanted) <= state.capacity {
            return Poll::Ready(());
        }
        state.writer = Some(context.waker().clone());
        Poll::Pending
    }

    /// Notes that later items come before those after this place. A checkpoint goes back to it,
    /// once the user has taken the events that are in the queue.
    pub(crate) fn open_gap(&self, place: Place) {
        let mut state = self.lock();
        state.gap_closes_after = None;
        if state.is_abandoned || state.taken.gap.is_some() || state.gap_opens_after.is_some() {
            return;
        }
        match state.queue.len() {
            0 => state.taken.gap = Some(place),
            length => state.gap_opens_after = Some((length, place)),
        }
    }

    /// Notes that the queue has the items of the gap. A checkpoint goes back until the user has
    /// taken them.
    pub(crate) fn close_gap(&self) {
        let mut state = self.lock();
        if state.is_abandoned || state.taken.gap.is_none() && state.gap_opens_after.is_none() {
            return;
        }
        match state.queue.len() {
            0 => state.taken.gap = None,
            length => state.gap_closes_after = Some(length),
        }
    }

    /// Accepts everything from now on: the last items.
    pub(crate) fn lift_limit(&self) {
        self.lock().capacity = usize::MAX;
    }

    /// Ends the queue after the events that it has.
    pub(crate) fn finish(&self) {
        let mut state = self.lock();
        state.is_finished = true;
        let reader = state.reader.take();
        drop(state);
        wake(reader);
    }

    /// Takes the first event. `None` is the end.
    pub(crate) fn poll_next(&self, context: &Context<'_>) -> Poll<Option<ChatEvent>> {
        let mut state = self.lock();
        let Some(Entry { event, memory }) = state.queue.pop_front() else {
            if state.is_finished {
                return Poll::Ready(None);
            }
            state.reader = Some(context.waker().clone());
            return Poll::Pending;
        };
        state.take(&event, memory);
        // A queue that was long, such as the history, gives its memory back.
        if state.queue.is_empty() {
            state.queue.shrink_to(0);
        }
        let writer = state.writer.take();
        drop(state);
        wake(writer);
        Poll::Ready(Some(event))
    }

    /// Drops all events, queued and future ones.
    pub(crate) fn abandon(&self) {
        let mut state = self.lock();
        state.is_abandoned = true;
        let (queue, writer) = (std::mem::take(&mut state.queue), state.writer.take());
        drop(state);
        // Both may run code of others, which must not find the lock taken.
        drop(queue);
        wake(writer);
    }

    /// Sets the first contact of the chat, for checkpoints.
    pub(crate) fn set_initial_contact_id(&self, id: Option<&str>) {
        self.lock().taken.initial_contact_id = id.map(Into::into);
    }

    /// Returns the progress of the user.
    pub(crate) fn taken(&self) -> Progress {
        self.lock().taken.clone()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // The state is valid after each statement, so a panic elsewhere does no harm.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Adds an event. The waker of the reader is to be woken without the lock.
    #[must_use]
    fn push(&mut self, entry: Entry) -> Option<Waker> {
        self.queue.push_back(entry);
        self.reader.take()
    }

    fn take(&mut self, event: &ChatEvent, memory: Option<Memory>) {
        let max = if self.taken.gap.is_some() { MAX_TAKEN_IN_GAP } else { MAX_TAKEN };
        self.taken.take(event, memory, max);
        if let Some((count, _)) = &mut self.gap_opens_after {
            *count = count.saturating_sub(1);
            if *count == 0 {
                self.taken.gap = self.gap_opens_after.take().map(|(_, place)| place);
            }
        }
        if let Some(count) = &mut self.gap_closes_after {
            *count = count.saturating_sub(1);
            if *count == 0 {
                self.taken.gap = None;
                self.gap_closes_after = None;
            }
        }
    }
}

/// Wakes a task. A waker may run code of others, so no lock is held.
fn wake(waker: Option<Waker>) {
    if let Some(waker) = waker {
        waker.wake();
    }
}
