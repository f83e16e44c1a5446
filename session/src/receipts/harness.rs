//! A session's receipts, for tests.

use std::time::Duration;

use connect_participant::{Error, ErrorKind, Result};
use tokio::sync::oneshot::Receiver;

use super::Receipts;
use super::outcome::ReceiptOutcome;
use super::receipt::{DueReceipt, MessageRef, Order, ReceiptKind};
use super::reply::Reply;

/// The receipts of a session, on a clock that the test moves.
pub(super) struct Harness {
    pub(super) receipts: Receipts,
    now: Duration,
    /// The responses to the next receipts. After them, the service accepts all receipts.
    pub(super) responses: Vec<Result<()>>,
    /// The receipts that were sent, with the time in milliseconds.
    log: Vec<(u128, ReceiptKind, String)>,
}

/// A caller of a receipt.
pub(super) struct Caller(Receiver<Result<ReceiptOutcome>>);

impl Caller {
    /// Returns the reply, or `None` if the caller still waits.
    pub(super) fn reply(&mut self) -> Option<Result<ReceiptOutcome>> {
        self.0.try_recv().ok()
    }

    /// Returns the outcome. The caller must have one.
    pub(super) fn outcome(&mut self) -> ReceiptOutcome {
        self.reply().expect("the caller still waits").expect("the receipt failed")
    }

    /// Returns the error. The caller must have one.
    pub(super) fn error(&mut self) -> Error {
        self.reply().expect("the caller still waits").expect_err("the receipt was sent")
    }

    pub(super) fn is_waiting(&mut self) -> bool {
        self.0.is_empty() && !self.0.is_terminated()
    }
}

/// An error of the service, with a text of its own.
pub(super) fn error(kind: ErrorKind) -> Error {
    Error::new(kind, format!("the service has failed with {kind}"))
}

impl Harness {
    pub(super) fn new() -> Self {
        let (receipts, now) = (Receipts::new(), Duration::ZERO);
        Self { receipts, now, responses: Vec::new(), log: Vec::new() }
    }

    pub(super) fn now(&self) -> Duration {
        self.now
    }

    /// Requests a receipt for the message `m{order}`.
    pub(super) fn request(&mut self, kind: ReceiptKind, order: u64) -> Caller {
        self.request_for(kind, &format!("m{order}"), order)
    }

    pub(super) fn request_for(&mut self, kind: ReceiptKind, id: &str, order: u64) -> Caller {
        self.request_with(kind, id, order.into())
    }

    pub(super) fn request_with(&mut self, kind: ReceiptKind, id: &str, order: Order) -> Caller {
        let (reply, receiver) = Reply::new();
        let message = MessageRef { order, id: id.into() };
        self.receipts.request(self.now, kind, message, reply);
        Caller(receiver)
    }

    pub(super) fn read(&mut self, order: u64) -> Caller {
        self.request(ReceiptKind::Read, order)
    }

    pub(super) fn delivered(&mut self, order: u64) -> Caller {
        self.request(ReceiptKind::Delivered, order)
    }

    /// Moves the clock to this time without sending anything.
    pub(super) fn skip_to(&mut self, millis: u64) {
        self.now = Duration::from_millis(millis);
    }

    /// Returns the next receipt that is due, which is then in flight.
    pub(super) fn due(&mut self) -> Option<DueReceipt> {
        let receipt = self.receipts.due(self.now)?;
        let id = receipt.message_id.to_string();
        self.log.push((self.now.as_millis(), receipt.kind, id));
        Some(receipt)
    }

    /// Reports the result of a receipt. The pause after a throttled one is the longest.
    pub(super) fn report(&mut self, receipt: &DueReceipt, result: Result<()>) {
        self.receipts.sent(self.now, receipt, result, 1.0);
    }

    /// Sends what is due now.
    pub(super) fn send(&mut self) {
        while let Some(receipt) = self.due() {
            let response =
                if self.responses.is_empty() { Ok(()) } else { self.responses.remove(0) };
            self.report(&receipt, response);
        }
    }

    /// Runs until this time, and sends each receipt when it is due.
    pub(super) fn run_to(&mut self, millis: u64) {
        let end = Duration::from_millis(millis);
        self.send();
        while let Some(deadline) = self.receipts.deadline().filter(|deadline| *deadline <= end) {
            assert!(deadline > self.now, "nothing has happened at {deadline:?}");
            self.now = deadline;
            self.send();
        }
        self.now = end;
    }

    /// Returns what was sent since the last time: `5100 Read m1`.
    pub(super) fn sent(&mut self) -> Vec<String> {
        let log = std::mem::take(&mut self.log);
        log.into_iter().map(|(millis, kind, id)| format!("{millis} {kind:?} {id}")).collect()
    }
}
