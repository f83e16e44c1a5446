//! A part of the chat that has to be read from the transcript.

use std::collections::VecDeque;
use std::time::{Duration, SystemTime};

use connect_participant::{
    ConnectionToken, Error, ErrorKind, GetTranscriptOutput, StartPosition, Timestamp,
};
use serde::{Deserialize, Serialize};

use crate::backoff::Backoff;
use crate::calls::{Caller, Chat};
use crate::mark::{self, Mark};
use crate::turn::Turn;
use crate::wire::received::Received;

/// The maximum number of items that are read at the first connection.
const MAX_FIRST: usize = 10_000;

/// The maximum number of live items that wait until the gap is filled. After that, the part that
/// did not fit is read from the transcript too.
const MAX_HELD: usize = 256;

/// The time for which live items wait if the service does not return the transcript. The time for
/// which a request waits for its turn does not count.
const PATIENCE: Duration = Duration::from_secs(10);

/// A gap. Live items are held until it is filled.
pub(crate) struct Gap {
    start: Start,
    /// The next page, and the position from which it was reached.
    next_token: Option<String>,
    token_position: Option<StartPosition>,
    /// The item before the last page.
    before: Option<Mark>,
    held: VecDeque<Received>,
    has_overflowed: bool,
    /// The earliest item that was dropped.
    missed: Option<Mark>,
    /// Later items have been delivered.
    has_passed: bool,
    /// The turn of the page that is on its way.
    turn: Option<Turn>,
    /// The token with which it was requested.
    token: Option<ConnectionToken>,
    /// The last page was refused with its token, and with a new one.
    is_refused: bool,
    /// The time from which the transcript cannot be read, without the waits for turns since then.
    unreadable_since: Option<Duration>,
    retry_at: Duration,
    backoff: Backoff,
}

/// The place from which the transcript is read.
enum Start {
    /// From the end backwards, at the first connection.
    End {
        first: First,
        collected: Vec<Received>,
        /// The number of items that have been collected at the best attempt.
        most: usize,
    },
    /// Forwards from an item.
    After { mark: Mark, position: Position },
}

/// The place before a gap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Place {
    /// The gap is the first part of the chat.
    Start,
    After(Mark),
}

/// The first part of a chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct First {
    /// The number of items before `since` that the user wants.
    pub(crate) history: usize,
    /// The time of the service when the session began to connect.
    pub(crate) since: SystemTime,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Position {
    Id,
    /// The service does not know the id, or the item itself is missed.
    Time,
}

/// The result of a page.
pub(crate) enum Page {
    /// These items are next. There are more pages.
    Items(Vec<Received>),
    /// These items are the last ones. The gap is filled.
    Last(Vec<Received>),
    /// These items are the last ones of the transcript, but live items did not fit meanwhile.
    Overflowed(Vec<Received>),
    /// Another request is needed.
    Again,
    /// The request is repeated later.
    Later,
    /// The transcript stays refused, also with a new token.
    Refused,
}

impl Gap {
    /// A gap at the first connection.
    pub(crate) fn first(first: First, now: Duration) -> Self {
        Self::new(Start::End { first, collected: Vec::new(), most: 0 }, now)
    }

    /// A gap after an item.
    pub(crate) fn after(mark: Mark, now: Duration) -> Self {
        Self::new(Start::After { mark, position: Position::Id }, now)
    }

    fn new(start: Start, now: Duration) -> Self {
        Self {
            start,
            next_token: None,
            token_position: None,
            before: None,
            held: VecDeque::new(),
            has_overflowed: false,
            missed: None,
            has_passed: false,
            turn: None,
            token: None,
            is_refused: false,
            unreadable_since: None,
            retry_at: now,
            backoff: Backoff::default(),
        }
    }

    /// A gap that an earlier process has left. The user has later items.
    pub(crate) fn resumed(place: Place, first: First, now: Duration) -> Self {
        let mut gap = match place {
            Place::Start => Self::first(first, now),
            Place::After(mark) => Self::after(mark, now),
        };
        gap.pass();
        gap
    }

    /// Returns the place before the gap.
    pub(crate) fn place(&self) -> Place {
        match &self.start {
            Start::End { .. } => Place::Start,
            Start::After { mark, .. } => Place::After(mark.clone()),
        }
    }

    /// Holds a live item until the gap is filled. `must_wait` is `true` if the transcript does not
    /// bring it again: there is room for it even if the others have none.
    pub(crate) fn hold(&mut self, received: Received, must_wait: bool) {
        let max = if must_wait { 2 * MAX_HELD } else { MAX_HELD };
        if self.held.len() < max {
            self.held.push_back(received);
        } else {
            self.overflow(mark::mark(&received));
        }
    }

    /// Returns `true` if live items do not wait any longer: the transcript cannot be read for too
    /// long. They come before the items of the gap then.
    pub(crate) fn lets_pass(&self, now: Duration) -> bool {
        self.passing_at(now).is_some_and(|time| time <= now)
    }

    /// Returns the time from which live items do not wait any longer. It moves while the next page
    /// waits for its turn.
    fn passing_at(&self, now: Duration) -> Option<Duration> {
        let turn = self.turn.as_ref();
        let waited = turn.map(|turn| turn.waited(now)).unwrap_or_default();
        let since = match self.unreadable_since {
            Some(since) => since.saturating_add(waited),
            // The response may never come.
            None => turn?.sent_at()?,
        };
        Some(since.saturating_add(PATIENCE))
    }

    /// Notes that a live item is delivered before the items of the gap.
    pub(crate) fn pass(&mut self) {
        self.has_passed = true;
    }

    /// Returns `true` if items after the gap have been delivered.
    pub(crate) fn has_passed(&self) -> bool {
        self.has_passed
    }

    /// Notes that a live item was dropped, or may have been. A page that is on its way may not have
    /// it.
    pub(crate) fn overflow(&mut self, dropped: Option<Mark>) {
        self.has_overflowed = true;
        self.missed = mark::earlier(self.missed.take(), dropped);
    }

    /// Goes on after an item that was delivered, or repeats the last page. If an earlier item was
    /// dropped, goes back to it.
    pub(crate) fn go_on(&mut self, delivered: Option<Mark>, now: Duration) {
        let (after, missed) = (delivered.or_else(|| self.before.take()), self.missed.take());
        if let Some(mark) = after {
            self.start = match missed {
                Some(missed) if missed.is_before(&mark) => {
                    Start::After { mark: missed.shortly_before(), position: Position::Time }
                }
                _ => Start::After { mark, position: Position::Id },
            };
        }
        self.has_overflowed = false;
        self.restart(now);
    }

    /// Returns the time from which live items pass, if some are held.
    pub(crate) fn passing_time(&self, now: Duration) -> Option<Duration> {
        let is_waiting = self.turn.as_ref().is_some_and(|turn| turn.sent_at().is_none());
        self.passing_at(now).filter(|_| !self.held.is_empty() && !is_waiting)
    }

    /// Returns the items that are held.
    pub(crate) fn held(&self) -> impl Iterator<Item = &Received> {
        self.held.iter()
    }

    /// Takes the items that are held.
    pub(crate) fn take_held(&mut self) -> VecDeque<Received> {
        std::mem::take(&mut self.held)
    }

    /// Returns the time of the next request.
    pub(crate) fn retry_at(&self) -> Duration {
        self.retry_at
    }

    /// Starts again at the newest items of the transcript, after the loss of a connection: the
    /// token of the next page is not valid any more.
    pub(crate) fn restart(&mut self, now: Duration) {
        self.next_token = None;
        self.turn = None;
        self.retry_at = now;
        self.unreadable_since = None;
        if let Start::End { collected, .. } = &mut self.start {
            collected.clear();
        }
    }

    /// Notes that the next page waits until the queue has room. Live items do not pass then:
    /// nothing says that the transcript cannot be read.
    pub(crate) fn wait_for_room(&mut self) {
        self.unreadable_since = None;
    }

    /// Requests a page, at its turn.
    pub(crate) fn request(
        &mut self,
        caller: Caller,
        max_results: i32,
        turn: Turn,
    ) -> impl Future<Output = Result<GetTranscriptOutput, Error>> + Send + use<> {
        self.turn = Some(turn);
        self.token = Some(caller.token.clone());
        let next_token = self.next_token.clone();
        let position = self.position();
        async move {
            let next_token = next_token.as_deref();
            match position {
                None => caller.newest_items(max_results, next_token).await,
                Some(position) => caller.later_items(position, max_results, next_token).await,
            }
        }
    }

    /// Returns the position of the next page. All pages of a token have the position of the first.
    fn position(&self) -> Option<StartPosition> {
        if self.next_token.is_some() {
            return self.token_position.clone();
        }
        match &self.start {
            Start::End { .. } => None,
            Start::After { mark, position: Position::Id } => Some(mark.by_id()),
            Start::After { mark, position: Position::Time } => {
                Some(mark.by_time().unwrap_or_else(|| mark.by_id()))
            }
        }
    }

    /// Notes that no page is on its way any more. Returns the time at which it was sent, or at which
    /// it began to wait if its turn did not come.
    pub(crate) fn end_turn(&mut self, now: Duration) -> Option<Duration> {
        let turn = self.turn.take()?;
        if let Some(since) = &mut self.unreadable_since {
            *since = since.saturating_add(turn.waited(now));
        }
        Some(turn.started_at())
    }

    /// Reads a page. `current` is the current token, and `spread` a random number from 0 to 1, for
    /// the delay after a failure.
    pub(crate) fn page(
        &mut self,
        page: Result<GetTranscriptOutput, Error>,
        current: &ConnectionToken,
        spread: f64,
        now: Duration,
    ) -> Page {
        let started_at = self.end_turn(now);
        let page = match page {
            Ok(page) => page,
            Err(error) => return self.failed(&error, started_at, current, spread, now),
        };
        self.unreadable_since = None;
        self.is_refused = false;
        let items = page.transcript.unwrap_or_default().into_iter().map(Received::from);
        let next_token = page.next_token.filter(|token| !token.is_empty());
        // A token that repeats would never end.
        let next_token = next_token.filter(|token| self.next_token.as_ref() != Some(token));
        self.token_position = self.position();
        self.next_token = next_token;
        match &mut self.start {
            Start::End { first, collected, most } => {
                collected.extend(items);
                if collected.len() > *most {
                    *most = collected.len();
                    self.backoff.reset();
                }
                if self.next_token.is_some() && !first.is_complete(collected) {
                    return Page::Again;
                }
                let collected = std::mem::take(collected);
                let items = first.select(collected);
                self.last(items)
            }
            Start::After { mark, .. } => {
                self.before = Some(mark.clone());
                let items: Vec<_> = items.collect();
                if let Some(last) = items.iter().rev().find_map(mark::mark) {
                    if last.id != mark.id {
                        self.backoff.reset();
                    }
                    *mark = last;
                }
                if self.next_token.is_some() { Page::Items(items) } else { self.last(items) }
            }
        }
    }

    fn last(&mut self, items: Vec<Received>) -> Page {
        let items = merge(items, std::mem::take(&mut self.held));
        if self.has_overflowed { Page::Overflowed(items) } else { Page::Last(items) }
    }

    fn failed(
        &mut self,
        error: &Error,
        started_at: Option<Duration>,
        current: &ConnectionToken,
        spread: f64,
        now: Duration,
    ) -> Page {
        if error.is_token_refused() {
            // The call was repeated with a new token, if there was one. A second page makes sure.
            if self.is_refused {
                return Page::Refused;
            }
            self.is_refused = self.token.as_ref() != Some(current);
        }
        let is_rejected = error.kind() == ErrorKind::Validation;
        match &mut self.start {
            // The same page may succeed later.
            Start::End { .. } if error.is_retryable() => {}
            // All pages are read again.
            Start::End { collected, .. } => {
                self.next_token = None;
                collected.clear();
            }
            // The next page begins after the last item.
            Start::After { .. } => {
                let had_token = self.next_token.take().is_some();
                if is_rejected && had_token {
                    return Page::Again;
                }
            }
        }
        if let Start::After { position, mark } = &mut self.start {
            if is_rejected && *position == Position::Id && mark.time.is_some() {
                *position = Position::Time;
                return Page::Again;
            }
        }
        self.unreadable_since = self.unreadable_since.or(started_at);
        let delay = self.backoff.after_failure(error.retry_after(), spread);
        self.retry_at = now.saturating_add(delay);
        Page::Later
    }
}

impl First {
    /// Returns `true` if an item is older than the session.
    pub(crate) fn is_history(&self, time: Option<&Timestamp>) -> bool {
        time.and_then(Timestamp::to_system_time).is_some_and(|time| time < self.since)
    }

    /// Returns `true` if these items, the latest first, are all that the user wants.
    fn is_complete(&self, items: &[Received]) -> bool {
        let is_history = |item: &&Received| self.is_history(item.time());
        let history = items.iter().filter(is_history).count();
        // The last item must be history, too: otherwise there may be more since then.
        let reached = items.last().is_some_and(|last| is_history(&last));
        reached && history >= self.history || items.len() >= MAX_FIRST
    }

    /// Returns the items that the user wants, the earliest first.
    fn select(&self, items: Vec<Received>) -> Vec<Received> {
        let mut history = 0;
        let mut selected: Vec<_> = items
            .into_iter()
            .filter(|item| {
                let is_history = self.is_history(item.time());
                history += usize::from(is_history);
                !is_history || history <= self.history
            })
            .collect();
        selected.reverse();
        selected
    }
}

/// Merges items of the transcript with live ones, by time. Each keeps its own order.
fn merge(filled: Vec<Received>, held: VecDeque<Received>) -> Vec<Received> {
    if held.is_empty() {
        return filled;
    }
    let mut merged = Vec::with_capacity(filled.len() + held.len());
    let mut held = held.into_iter().peekable();
    for item in filled {
        while let Some(live) = held.next_if(|live| match (live.time(), item.time()) {
            (Some(live), Some(filled)) => live < filled,
            _ => false,
        }) {
            merged.push(live);
        }
        merged.push(item);
    }
    merged.extend(held);
    merged
}

/// Returns the page size for a position.
pub(crate) fn page_size(capacity: usize) -> i32 {
    i32::try_from((capacity / 2).clamp(1, 100)).unwrap_or(100)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use connect_participant::{ConnectionToken, Error, ErrorKind};

    use super::Gap;
    use crate::fingerprint::Fingerprint;
    use crate::mark::Mark;
    use crate::turn::Turn;

    #[test]
    fn live_items_pass_only_if_the_transcript_cannot_be_read() {
        let at = Duration::from_secs;
        let mark =
            Mark { id: "m1".to_owned(), time: None, fingerprint: Fingerprint(1), receipts: None };
        let mut gap = Gap::after(mark, at(0));
        gap.turn = Some(Turn::sent(at(0)));
        let token = ConnectionToken::new("token").unwrap();
        gap.page(Err(Error::new(ErrorKind::InternalServer, "")), &token, 1.0, at(1));
        assert!(!gap.lets_pass(at(9)) && gap.lets_pass(at(10)));
        // The queue is full: the transcript could be read.
        gap.wait_for_room();
        assert!(!gap.lets_pass(at(100)));
    }
}
