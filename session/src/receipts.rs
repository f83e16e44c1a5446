//! Receipts: which of them are sent, and when.
//!
//! A read receipt reports that a message was read, a delivered receipt that it has arrived. A chat
//! needs only the newest of each kind, so receipts are collected for a few seconds.
//! [`Receipts`] decides: it has no clock and sends nothing. The task of the session calls it.
//!
//! A delivered receipt first waits for 300 ms, and is dropped if the message is read meanwhile. The
//! first receipt after that opens a window of five seconds. At its end, the newest receipt of each
//! kind is due. The read receipt of a message stands for its delivered receipt.

mod batch;
mod entries;
#[cfg(test)]
mod harness;
mod marks;
pub(crate) mod outcome;
#[cfg(test)]
mod properties;
pub(crate) mod receipt;
pub(crate) mod reply;
#[cfg(test)]
mod tests;

use std::collections::VecDeque;
use std::time::{Duration, SystemTime};

use connect_participant::{Error, ErrorKind, Result};

use self::batch::Batch;
use self::entries::{Entries, Entry};
use self::marks::Marks;
use self::outcome::ReceiptOutcome;
use self::receipt::{DueReceipt, MessageRef, Order, ReceiptKind};
use self::reply::Reply;

/// The receipts of a session.
#[derive(Default)]
pub(crate) struct Receipts {
    read: Lane,
    delivered: Lane,
    /// Delivered receipts in their first 300 ms, the earliest first.
    waiting: VecDeque<Waiting>,
    /// The end of the window.
    window: Option<Duration>,
    /// The receipts of a window that has ended, before they are handed out.
    ready: VecDeque<Batch>,
    /// The receipts that were handed out, and have no result.
    in_flight: Vec<Batch>,
    back_off: BackOff,
    /// The time of the newest message that was to get a receipt.
    newest: Option<SystemTime>,
    /// The time until which the chat takes no receipts.
    unsupported_until: Option<Duration>,
    /// The number of participants that have left.
    departures: u64,
    is_closing: bool,
    is_ended: bool,
}

/// The receipts of one kind.
#[derive(Default)]
struct Lane {
    pending: Entries,
    marks: Marks,
}

/// A delivered receipt in its first 300 ms.
struct Waiting {
    until: Duration,
    entry: Entry,
}

/// The pause after the service has throttled a receipt.
#[derive(Default)]
struct BackOff {
    until: Duration,
    /// The number of receipts in a row that were throttled.
    count: u32,
}

impl BackOff {
    const MIN: Duration = Duration::from_secs(2);
    const MAX: Duration = Duration::from_secs(30);

    /// Pauses. `spread` is a random number from 0 to 1.
    fn pause(&mut self, now: Duration, retry_after: Option<Duration>, spread: f64) {
        let factor = 2_u32.saturating_pow(self.count);
        self.count = self.count.saturating_add(1);
        let delay = Self::MIN.saturating_mul(factor).min(Self::MAX);
        let half = delay / 2;
        let random = Duration::try_from_secs_f64(half.as_secs_f64() * spread).unwrap_or(half);
        let delay = half.saturating_add(random.min(half));
        self.until = now.saturating_add(delay.max(retry_after.unwrap_or_default()));
    }
}

impl Receipts {
    /// A delivered receipt waits this long for the read receipt of its message.
    const DELIVERED_DELAY: Duration = Duration::from_millis(300);
    /// The time for which receipts are collected.
    const WINDOW: Duration = Duration::from_secs(5);
    /// Receipts are tried again after this time if the chat did not support them.
    const UNSUPPORTED: Duration = Duration::from_secs(300);

    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Requests a receipt. The caller gets one reply, now or later.
    pub(crate) fn request(
        &mut self,
        now: Duration,
        kind: ReceiptKind,
        mut message: MessageRef,
        reply: Reply,
    ) {
        // A message without a time counts as a new one.
        self.newest = self.newest.max(message.order.time);
        message.order.time = message.order.time.or(self.newest);
        self.admit_waiting(now);
        if let Some(outcome) = self.refusal(now).or_else(|| self.outcome(kind, &message)) {
            reply.send(Ok(outcome));
            return;
        }
        match kind {
            ReceiptKind::Read => self.request_read(now, message, reply),
            ReceiptKind::Delivered => self.request_delivered(now, message, reply),
        }
    }

    fn request_read(&mut self, now: Duration, message: MessageRef, reply: Reply) {
        let waiting = self.take_waiting(&message.id);
        let entry = match find_batch(&mut self.ready, &mut self.in_flight, ReceiptKind::Read) {
            Some(batch) if *batch.message() >= message => batch.entry(message),
            _ => {
                self.window.get_or_insert(window_end(now, self.is_closing));
                self.read.pending.entry(message)
            }
        };
        entry.add([reply]);
        entry.add_implied(waiting);
    }

    fn request_delivered(&mut self, now: Duration, message: MessageRef, reply: Reply) {
        let read = find_batch(&mut self.ready, &mut self.in_flight, ReceiptKind::Read);
        let read = read.and_then(|batch| batch.get_mut(&message));
        if let Some(entry) = read.or_else(|| self.read.pending.get_mut(&message)) {
            entry.add_implied([reply]);
            return;
        }
        let sending = find_batch(&mut self.ready, &mut self.in_flight, ReceiptKind::Delivered);
        if let Some(batch) = sending.filter(|batch| *batch.message() >= message) {
            batch.entry(message).add([reply]);
        } else if let Some(entry) = self.delivered.pending.get_mut(&message) {
            entry.add([reply]);
        } else if let Some(entry) = self.waiting_entry(&message.id) {
            entry.add([reply]);
        } else {
            let delay = if self.is_closing { Duration::ZERO } else { Self::DELIVERED_DELAY };
            let mut entry = Entry::new(message);
            entry.add([reply]);
            self.waiting.push_back(Waiting { until: now.saturating_add(delay), entry });
            self.admit_waiting(now);
        }
    }

    /// Returns the time at which [`due`](Self::due) has to be called.
    pub(crate) fn deadline(&self) -> Option<Duration> {
        let waiting = self.waiting.front().map(|waiting| waiting.until);
        let ready = (!self.ready.is_empty()).then_some(Duration::ZERO);
        let window = self.window.filter(|_| self.in_flight.is_empty());
        let window = window.map(|end| end.max(self.back_off.until));
        [waiting, ready, window].into_iter().flatten().min()
    }

    /// Returns a receipt to send now. Call it until it returns `None`, and report the result of
    /// each receipt with [`sent`](Self::sent). The next receipts are due only then.
    pub(crate) fn due(&mut self, now: Duration) -> Option<DueReceipt> {
        self.admit_waiting(now);
        let end = self.window.map(|end| end.max(self.back_off.until));
        let is_idle = self.ready.is_empty() && self.in_flight.is_empty();
        if is_idle && end.is_some_and(|end| end <= now) {
            self.close_window();
        }
        let mut batch = self.ready.pop_front()?;
        batch.departures = self.departures;
        let receipt = batch.receipt();
        self.in_flight.push(batch);
        Some(receipt)
    }

    /// Takes the result of a receipt that was due. `spread` is a random number from 0 to 1, for the
    /// pause after a throttled receipt.
    pub(crate) fn sent(
        &mut self,
        now: Duration,
        receipt: &DueReceipt,
        result: Result<()>,
        spread: f64,
    ) {
        self.admit_waiting(now);
        let Some(index) = self.in_flight.iter().position(|batch| batch.receipt() == *receipt)
        else {
            return;
        };
        let batch = self.in_flight.swap_remove(index);
        match result {
            Ok(()) => {
                self.back_off = BackOff::default();
                let message = batch.message();
                self.lane(batch.kind).marks.insert(&message.id, Some(message.order));
                batch.sent();
            }
            Err(error) => self.failed(now, batch, &error, spread),
        }
        self.settle();
    }

    fn failed(&mut self, now: Duration, batch: Batch, error: &Error, spread: f64) {
        let kind = batch.kind;
        let is_throttled = error.is_throttling() || error.kind() == ErrorKind::RateLimited;
        match error.kind() {
            // If a participant has left meanwhile, the next receipt may be supported.
            ErrorKind::Conflict if batch.departures != self.departures => {
                batch.finish(ReceiptOutcome::Unsupported);
            }
            ErrorKind::Conflict => {
                self.unsupported_until = Some(now.saturating_add(Self::UNSUPPORTED));
                batch.finish(ReceiptOutcome::Unsupported);
                self.finish_all(ReceiptOutcome::Unsupported);
            }
            // The service rejects this message. The older ones still need a receipt.
            ErrorKind::Validation | ErrorKind::InvalidInput => {
                let (older, delivered) = batch.fail_newest(error);
                self.put_back(now, kind, older, delivered);
            }
            _ if is_throttled && !self.is_closing => {
                self.back_off.pause(now, error.retry_after(), spread);
                let (entries, delivered) = batch.into_entries();
                self.put_back(now, kind, entries, delivered);
            }
            _ => batch.fail(error),
        }
    }

    /// Records that a message has a receipt: the user has sent it with the operation itself, or the
    /// transcript shows it. `order` is that of the message, if it is known.
    pub(crate) fn marked(&mut self, kind: ReceiptKind, message_id: &str, order: Option<Order>) {
        let lane = self.lane(kind);
        let order = order.or_else(|| lane.pending.order_of(message_id));
        lane.marks.insert(message_id, order);
        self.settle();
    }

    /// Records that a message is of this participant. It gets no receipt.
    pub(crate) fn own_message(&mut self, message_id: &str) {
        let waiting = self.waiting.iter().position(|it| *it.entry.message().id == *message_id);
        let waiting = waiting.and_then(|index| self.waiting.remove(index)).map(|it| it.entry);
        let pending = [&mut self.read, &mut self.delivered];
        let pending = pending.map(|lane| lane.pending.remove(message_id));
        for entry in pending.into_iter().flatten().chain(waiting) {
            entry.finish(ReceiptOutcome::OwnMessage);
        }
        self.settle();
    }

    /// Records that a participant has left, so that receipts may be supported again.
    pub(crate) fn participant_left(&mut self) {
        self.departures = self.departures.wrapping_add(1);
        self.unsupported_until = None;
    }

    /// Makes everything that is pending due, before a graceful close. A receipt that then fails is
    /// not retried.
    pub(crate) fn flush(&mut self, now: Duration) {
        self.is_closing = true;
        self.back_off = BackOff::default();
        for waiting in &mut self.waiting {
            waiting.until = now;
        }
        self.window = self.window.map(|_| now);
        self.admit_waiting(now);
    }

    /// Returns `true` if no receipt is pending, or has no result.
    pub(crate) fn is_idle(&self) -> bool {
        self.waiting.is_empty()
            && self.window.is_none()
            && self.ready.is_empty()
            && self.in_flight.is_empty()
    }

    /// Ends all receipts, pending and future ones.
    pub(crate) fn end(&mut self) {
        self.is_ended = true;
        self.finish_all(ReceiptOutcome::Ended);
        for batch in std::mem::take(&mut self.in_flight) {
            batch.finish(ReceiptOutcome::Ended);
        }
    }

    /// Returns the outcome of a receipt that cannot be sent now.
    fn refusal(&self, now: Duration) -> Option<ReceiptOutcome> {
        let is_unsupported = self.unsupported_until.is_some_and(|until| now < until);
        if self.is_ended {
            Some(ReceiptOutcome::Ended)
        } else {
            is_unsupported.then_some(ReceiptOutcome::Unsupported)
        }
    }

    /// Returns the outcome of a receipt that does not need to be sent.
    fn outcome(&self, kind: ReceiptKind, message: &MessageRef) -> Option<ReceiptOutcome> {
        match kind {
            ReceiptKind::Read => outcome(&self.read.marks, &Marks::default(), message),
            ReceiptKind::Delivered => outcome(&self.delivered.marks, &self.read.marks, message),
        }
    }

    fn lane(&mut self, kind: ReceiptKind) -> &mut Lane {
        match kind {
            ReceiptKind::Read => &mut self.read,
            ReceiptKind::Delivered => &mut self.delivered,
        }
    }

    /// Moves the delivered receipts that have waited long enough to the window.
    fn admit_waiting(&mut self, now: Duration) {
        while self.waiting.front().is_some_and(|waiting| waiting.until <= now) {
            let Some(Waiting { until, entry }) = self.waiting.pop_front() else { break };
            self.window.get_or_insert(window_end(until, self.is_closing));
            self.delivered.pending.insert(entry);
        }
    }

    /// Prepares the newest receipts of the window.
    fn close_window(&mut self) {
        self.window = None;
        let read = Batch::new(ReceiptKind::Read, std::mem::take(&mut self.read.pending));
        let delivered = std::mem::take(&mut self.delivered.pending);
        let delivered = Batch::new(ReceiptKind::Delivered, delivered);
        match (read, delivered) {
            (Some(mut read), Some(delivered)) if read.message().id == delivered.message().id => {
                read.take_delivered(delivered);
                self.ready.push_back(read);
            }
            (read, delivered) => self.ready.extend(read.into_iter().chain(delivered)),
        }
    }

    /// Makes receipts pending again.
    fn put_back(&mut self, now: Duration, kind: ReceiptKind, entries: Entries, delivered: Entries) {
        if entries.is_empty() && delivered.is_empty() {
            return;
        }
        self.window.get_or_insert(window_end(now, self.is_closing));
        for entry in entries {
            self.lane(kind).pending.insert(entry);
        }
        for entry in delivered {
            self.delivered.pending.insert(entry);
        }
    }

    /// Replies to the callers of receipts that do not need to be sent any more.
    fn settle(&mut self) {
        let (read, delivered) = (&self.read.marks, &self.delivered.marks);
        let none = Marks::default();
        self.read.pending.settle(|message| outcome(read, &none, message));
        self.delivered.pending.settle(|message| outcome(delivered, read, message));
        let mut waiting = VecDeque::new();
        for Waiting { until, entry } in std::mem::take(&mut self.waiting) {
            match outcome(delivered, read, entry.message()) {
                Some(outcome) => entry.finish(outcome),
                None => waiting.push_back(Waiting { until, entry }),
            }
        }
        self.waiting = waiting;
        if self.read.pending.is_empty() && self.delivered.pending.is_empty() {
            self.window = None;
        }
    }

    /// Replies to the callers of all receipts that were not handed out.
    fn finish_all(&mut self, outcome: ReceiptOutcome) {
        self.window = None;
        for waiting in std::mem::take(&mut self.waiting) {
            waiting.entry.finish(outcome);
        }
        for lane in [&mut self.read, &mut self.delivered] {
            for entry in std::mem::take(&mut lane.pending) {
                entry.finish(outcome);
            }
        }
        for batch in std::mem::take(&mut self.ready) {
            batch.finish(outcome);
        }
    }

    /// Removes a delivered receipt in its first 300 ms, and returns its callers.
    fn take_waiting(&mut self, id: &str) -> impl Iterator<Item = Reply> + use<> {
        let index = self.waiting.iter().position(|waiting| *waiting.entry.message().id == *id);
        let waiting = index.and_then(|index| self.waiting.remove(index));
        waiting.into_iter().flat_map(|waiting| waiting.entry.into_callers())
    }

    fn waiting_entry(&mut self, id: &str) -> Option<&mut Entry> {
        let mut entries = self.waiting.iter_mut().map(|waiting| &mut waiting.entry);
        entries.find(|entry| *entry.message().id == *id)
    }
}

/// Returns the end of a window. While a session closes, there is no window.
fn window_end(start: Duration, is_closing: bool) -> Duration {
    if is_closing { start } else { start.saturating_add(Receipts::WINDOW) }
}

/// Returns the batch of a kind that is ready or in flight.
fn find_batch<'a>(
    ready: &'a mut VecDeque<Batch>,
    in_flight: &'a mut [Batch],
    kind: ReceiptKind,
) -> Option<&'a mut Batch> {
    ready.iter_mut().chain(in_flight).find(|batch| batch.kind == kind)
}

/// Returns the outcome of a receipt that does not need to be sent. `implying` has the marks of a
/// kind that implies this one.
fn outcome(marks: &Marks, implying: &Marks, message: &MessageRef) -> Option<ReceiptOutcome> {
    if marks.contains(message) || implying.contains(message) {
        Some(ReceiptOutcome::AlreadyMarked)
    } else {
        marks.has_newer(message.order).then_some(ReceiptOutcome::Superseded)
    }
}
