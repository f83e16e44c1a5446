//! A place in the transcript.

use std::collections::VecDeque;
use std::time::Duration;

use connect_participant::{StartPosition, Timestamp};
use serde::{Deserialize, Serialize};

use crate::fingerprint::Fingerprint;
use crate::wire::received::Received;

const SHORTLY: Duration = Duration::from_secs(1);

/// An item of the transcript: its id, and its time, from which the transcript is read if the
/// service does not know the id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Mark {
    pub(crate) id: String,
    pub(crate) time: Option<Timestamp>,
    /// The fingerprint of its content: a bot may write more of a message later.
    pub(crate) fingerprint: Fingerprint,
    /// The fingerprint of the receipts of others that the user has got for it.
    pub(crate) receipts: Option<Fingerprint>,
}

/// An item that may be in the transcript or not, so that no gap begins there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Seen {
    pub(crate) id: String,
    pub(crate) fingerprint: Fingerprint,
}

/// What a checkpoint remembers of an item that was delivered.
#[derive(Debug)]
pub(crate) enum Memory {
    Mark(Mark),
    Seen(Seen),
}

impl Mark {
    /// Returns the position of the item by its id.
    pub(crate) fn by_id(&self) -> StartPosition {
        StartPosition::new().id(&*self.id)
    }

    /// Returns a place shortly before the item. A page from there has the item, even if the service
    /// returned only what comes after a position.
    pub(crate) fn shortly_before(mut self) -> Self {
        let time = self.time.as_ref().and_then(Timestamp::to_system_time);
        let earlier = time.and_then(|time| time.checked_sub(SHORTLY));
        if let Some(Ok(earlier)) = earlier.map(Timestamp::try_from) {
            self.time = Some(earlier);
        }
        self
    }

    /// Returns `true` if the item is earlier than another one. It is not, if that is not known.
    pub(crate) fn is_before(&self, other: &Self) -> bool {
        self.time.is_some() && other.time.is_some() && self.time < other.time
    }

    /// Returns the position of the item by its time, if it has one.
    pub(crate) fn by_time(&self) -> Option<StartPosition> {
        self.time.as_ref().map(|time| StartPosition::new().absolute_time(time.as_str()))
    }
}

/// Returns the place of an item in the transcript, if it is there.
pub(crate) fn mark(received: &Received) -> Option<Mark> {
    let id = received.id().filter(|_| received.is_in_transcript())?;
    let (time, fingerprint) = (received.time().cloned(), received.fingerprint());
    Some(Mark { id: id.to_owned(), time, fingerprint, receipts: None })
}

/// Returns what a checkpoint remembers of an item, whose place in the transcript is `mark`. Without
/// an id, it is nothing.
pub(crate) fn memory(received: &Received, mark: Option<&Mark>) -> Option<Memory> {
    if let Some(mark) = mark {
        return Some(Memory::Mark(mark.clone()));
    }
    let (id, fingerprint) = (received.id()?.to_owned(), received.fingerprint());
    Some(Memory::Seen(Seen { id, fingerprint }))
}

/// Returns the earlier one of two items.
pub(crate) fn earlier(one: Option<Mark>, other: Option<Mark>) -> Option<Mark> {
    match (one, other) {
        (Some(one), Some(other)) => Some(if other.is_before(&one) { other } else { one }),
        (one, other) => one.or(other),
    }
}

/// Adds an item to the latest ones, in the order of their times, of which at most `max` are kept.
///
/// An item that is delivered late is not one of the latest: if the transcript were read from there
/// again, more would come than what is remembered.
pub(crate) fn keep_latest(latest: &mut VecDeque<Mark>, mark: Mark, max: usize) {
    if let Some(known) = latest.iter_mut().rev().find(|known| known.id == mark.id) {
        known.fingerprint = mark.fingerprint;
        return;
    }
    let place = match &mark.time {
        Some(time) => latest.iter().rposition(|other| other.time.as_ref() <= Some(time)),
        None => latest.len().checked_sub(1),
    };
    latest.insert(place.map_or(0, |place| place + 1), mark);
    while latest.len() > max {
        latest.pop_front();
    }
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;

    use super::{Mark, keep_latest};
    use crate::fingerprint::Fingerprint;

    fn mark(id: &str, time: Option<&str>) -> Mark {
        let time = time.map(|time| time.to_owned().into());
        Mark { id: id.to_owned(), time, fingerprint: Fingerprint(1), receipts: None }
    }

    #[test]
    fn update_of_an_item_takes_no_place() {
        let mut latest = VecDeque::new();
        for id in ["a", "b", "a", "a"] {
            keep_latest(&mut latest, mark(id, None), 3);
        }
        assert_eq!(latest.len(), 2);
    }

    #[test]
    fn latest_items_are_kept_by_their_times() {
        let mut latest = VecDeque::new();
        for (id, second) in [("a", 1), ("c", 3), ("b", 2), ("d", 3), ("e", 5), ("late", 0)] {
            let time = format!("2026-05-04T09:30:0{second}.000Z");
            keep_latest(&mut latest, mark(id, Some(&time)), 4);
        }
        keep_latest(&mut latest, mark("without a time", None), 4);
        let ids: Vec<_> = latest.iter().map(|mark| &*mark.id).collect();
        assert_eq!(ids, ["c", "d", "e", "without a time"]);
    }
}
