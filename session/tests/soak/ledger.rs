//! What was said in a chat, and what its session has delivered.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use connect_participant::{ChatItemType, Item, Timestamp};
use connect_participant_session::{ChatEvent, ParticipantChange};

use crate::time::Time;
use crate::transcript::Transcript;

/// What the session of a chat has delivered, over all its processes.
pub(crate) struct Ledger {
    seed: u64,
    index: u64,
    time: Time,
    state: Mutex<State>,
    /// Receipts that are not answered yet.
    promises: Arc<AtomicUsize>,
}

#[derive(Default)]
struct State {
    /// The ids of the items, in order, and the times at which they came.
    heard: Vec<(String, Duration)>,
    known: HashSet<String>,
    /// The items that a fault has delayed. They may come after later ones.
    late: HashSet<String>,
    has_gap: bool,
    has_ended: bool,
    log: Vec<(Duration, String)>,
    /// Of all events, with their times.
    digest: DefaultHasher,
}

/// The life of a chat in figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Summary {
    pub(crate) items: usize,
    /// The items that came before earlier ones, because the transcript could not be read.
    pub(crate) passed: usize,
    pub(crate) digest: u64,
}

/// A receipt that waits for its answer.
pub(crate) struct Promise(Arc<AtomicUsize>);

impl Drop for Promise {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Ledger {
    pub(crate) fn new(seed: u64, index: u64, time: Time) -> Self {
        Self { seed, index, time, state: Mutex::default(), promises: Arc::default() }
    }

    /// Fails the test, with the latest entries of the log.
    #[track_caller]
    pub(crate) fn fail(&self, problem: fmt::Arguments<'_>) -> ! {
        self.fail_at(self.time.elapsed(), problem);
    }

    #[track_caller]
    fn fail_at(&self, time: Duration, problem: fmt::Arguments<'_>) -> ! {
        let Self { seed, index, .. } = self;
        let log: Vec<_> = {
            let state = self.lock();
            let before = state.log.iter().rev().filter(|(logged, _)| *logged <= time).take(40);
            before.map(|(time, entry)| format!("{:10.3} {entry}\n", time.as_secs_f64())).collect()
        };
        let log: String = log.into_iter().rev().collect();
        panic!("SEED={seed}: chat {index} at {time:?}: {problem}\n{log}");
    }

    /// Notes what happens, for the message of a failure.
    pub(crate) fn log(&self, entry: impl fmt::Display) {
        let time = self.time.elapsed();
        self.lock().log.push((time, entry.to_string()));
    }

    pub(crate) fn promise(&self) -> Promise {
        self.promises.fetch_add(1, Ordering::Relaxed);
        Promise(Arc::clone(&self.promises))
    }

    pub(crate) fn open_promises(&self) -> usize {
        self.promises.load(Ordering::Relaxed)
    }

    /// Notes an item that a fault delays.
    pub(crate) fn is_late(&self, item: &Item) {
        self.lock().late.extend(item.id.clone());
    }

    pub(crate) fn has_ended(&self) -> bool {
        self.lock().has_ended
    }

    /// Notes an event that the session has delivered.
    #[track_caller]
    pub(crate) fn hear(&self, event: &ChatEvent) {
        if self.lock().has_ended {
            self.fail(format_args!("{event:?} comes after the end"));
        }
        let id = match event {
            ChatEvent::Message(message) | ChatEvent::Attachment(message) => Some(message.id()),
            ChatEvent::Participant(event)
                if matches!(
                    event.change(),
                    ParticipantChange::Joined | ParticipantChange::Left
                ) =>
            {
                event.info().id()
            }
            ChatEvent::Gap => {
                self.lock().has_gap = true;
                None
            }
            ChatEvent::Ended => {
                self.lock().has_ended = true;
                None
            }
            ChatEvent::Connection(_) | ChatEvent::Typing(_) | ChatEvent::Receipt(_) => None,
            other => self.fail(format_args!("{other:?} is not expected")),
        };
        let time = self.time.elapsed();
        (time, std::mem::discriminant(event), id).hash(&mut self.lock().digest);
        if let ChatEvent::Connection(state) = event {
            self.log(format_args!("{state:?}"));
        }
        let Some(id) = id else { return };
        let mut state = self.lock();
        state.heard.push((id.to_owned(), time));
        let is_new = state.known.insert(id.to_owned());
        drop(state);
        if !is_new {
            self.fail(format_args!("the item {id} comes twice"));
        }
    }

    /// Checks that nothing is missing.
    #[track_caller]
    pub(crate) fn check_all_heard(&self, transcript: &[Item]) {
        let state = self.lock();
        let missing: Vec<_> = expected(transcript)
            .enumerate()
            .filter(|(_, item)| !item.id.as_ref().is_some_and(|id| state.known.contains(id)))
            .map(|(place, item)| format!("{place}: {:?} at {:?}", item.content, item.absolute_time))
            .collect();
        drop(state);
        if !missing.is_empty() {
            let (count, missing) = (missing.len(), missing.join(", "));
            self.fail(format_args!("{count} items have not arrived: {missing}"));
        }
    }

    /// Checks everything that was delivered.
    #[track_caller]
    pub(crate) fn check(&self, items: &[Item], transcript: &Transcript) -> Summary {
        self.check_all_heard(items);
        let state = self.lock();
        let places: HashMap<_, _> = expected(items)
            .enumerate()
            .filter_map(|(place, item)| Some((item.id.as_deref()?, (place, self.said(item)))))
            .collect();
        let (heard, has_gap) = (state.heard.len(), state.has_gap);
        let digest = state.digest.finish();
        let in_time = state.heard.iter().filter(|(id, _)| !state.late.contains(id));
        let order: Vec<_> = in_time
            .filter_map(|(id, heard)| places.get(id.as_str()).map(|place| (*place, *heard)))
            .collect();
        drop(state);
        if heard != places.len() {
            self.fail(format_args!("{heard} items were delivered, of {}", places.len()));
        }
        if has_gap {
            self.fail(format_args!("a gap is reported, and nothing is missing"));
        }
        let (mut passed, mut first_later) = (0, usize::MAX);
        for ((place, said), heard) in order.into_iter().rev() {
            if place < first_later {
                first_later = place;
            } else if transcript.lets_pass(said, heard) {
                passed += 1;
            } else {
                self.fail_at(heard, format_args!("{place} comes before {first_later}"));
            }
        }
        Summary { items: heard, passed, digest }
    }

    /// Returns the time at which an item was said.
    fn said(&self, item: &Item) -> Duration {
        let date = item.absolute_time.as_ref().and_then(Timestamp::to_system_time);
        self.time.of(date.expect("the service dates its items"))
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Returns the items that a session has to deliver.
fn expected(transcript: &[Item]) -> impl Iterator<Item = &Item> {
    transcript.iter().filter(|item| {
        matches!(
            item.r#type,
            Some(
                ChatItemType::Message
                    | ChatItemType::Attachment
                    | ChatItemType::ParticipantJoined
                    | ChatItemType::ParticipantLeft
            )
        )
    })
}
