//! Receipts and typing of this participant.

use std::time::Duration;

use connect_participant::Result;
use tokio::sync::oneshot;

use crate::calls::{Caller, Chat};
use crate::driver::Driver;
use crate::receipts::receipt::{DueReceipt, ReceiptKind};
use crate::receipts::reply::Reply;
use crate::typing::outcome::TypingOutcome;
use crate::typing::throttle::Attempt;

impl Driver {
    pub(super) fn tick_sending(&mut self, now: Duration) {
        if self.receipt_call.is_idle() {
            if let Some(receipt) = self.receipts.due(now) {
                self.timeline.own.marking(&receipt.message_id);
                let caller = self.caller();
                self.receipt_call.start(send_receipt(caller, receipt));
            }
        }
        if self.typing_call.is_idle() {
            if let Some(attempt) = self.own_typing.due(now) {
                self.send_typing(attempt);
            }
        }
    }

    pub(super) fn sending_deadline(&self) -> Option<Duration> {
        let receipts = self.receipts.deadline().filter(|_| self.receipt_call.is_idle());
        let typing = self.own_typing.deadline().filter(|_| self.typing_call.is_idle());
        [receipts, typing, self.reads_again_at(self.now())].into_iter().flatten().min()
    }

    /// Returns the time until which neither the websocket nor the transcript is read.
    pub(super) fn reads_again_at(&self, now: Duration) -> Option<Duration> {
        self.first_message.holds_until(now).filter(|_| self.timeline.own.is_sought())
    }

    pub(super) fn receipt_sent(&mut self, receipt: &DueReceipt, result: Result<()>, now: Duration) {
        self.receipts.sent(now, receipt, result, self.client.jitter());
    }

    /// Notes what the items mean for the receipts, and the id of this participant.
    pub(super) fn note_own(&mut self) {
        self.status.set_participant_id(self.timeline.own.participant_id());
        for message in self.timeline.take_heard() {
            if self.settings.delivered_receipts {
                // Nobody waits for the outcome.
                let (reply, _) = Reply::new();
                let now = self.now();
                self.receipts.request(now, ReceiptKind::Delivered, message, reply);
            }
        }
        for message_id in self.timeline.own.take_unrecognised() {
            self.receipts.own_message(&message_id);
        }
        for (kind, message_id) in self.timeline.take_own_receipts() {
            self.receipts.marked(kind, &message_id, None);
        }
    }

    /// A message of this participant is about to be sent.
    pub(super) fn saying(&mut self, reply: oneshot::Sender<()>, now: Duration) {
        self.first_message.sending(now);
        self.messages.push(reply);
        self.release_messages();
    }

    /// Lets the messages go that wait until no typing event is on its way.
    fn release_messages(&mut self) {
        if self.typing_call.is_idle() {
            for message in std::mem::take(&mut self.messages) {
                // The call is gone if nobody receives it.
                let _ = message.send(());
            }
        }
    }

    /// Notes a message of this participant. It has cleared the typing indicator.
    pub(super) fn said(&mut self, message_id: &str, now: Duration) {
        self.own_typing.message_sent(now);
        self.timeline.own.said(message_id);
        if let Some(own_id) = self.timeline.own.participant_id() {
            if let Some(typing) = self.indicators.set_own_id(own_id) {
                self.typing_stopped(&typing);
            }
        }
        self.note_own();
    }

    /// Sends a typing event because the user asks for it.
    pub(super) fn type_once(
        &mut self,
        reply: oneshot::Sender<Result<TypingOutcome>>,
        now: Duration,
    ) {
        let outcome = if self.typing_call.is_idle() {
            match self.own_typing.request(now) {
                Ok(attempt) => {
                    self.typing_reply = Some(reply);
                    return self.send_typing(attempt);
                }
                Err(outcome) => outcome,
            }
        } else {
            self.own_typing.request_while_sending(now)
        };
        // The caller is gone if nobody receives it.
        let _ = reply.send(Ok(outcome));
    }

    fn send_typing(&mut self, attempt: Attempt) {
        // Typing has the lowest priority, so it is not retried.
        let client = self.client.with_max_attempts(1);
        let caller = Caller { client, token: self.tokens.current() };
        self.typing_call.start(async move { (attempt, caller.send_typing().await) });
    }

    pub(super) fn typing_sent(&mut self, attempt: Attempt, result: Result<()>) {
        self.release_messages();
        if let Err(error) = &result {
            self.own_typing.failed(attempt, error);
        }
        if let Some(reply) = self.typing_reply.take() {
            // The caller is gone if nobody receives it.
            let _ = reply.send(result.map(|()| TypingOutcome::Sent));
        }
    }
}

async fn send_receipt(caller: Caller, receipt: DueReceipt) -> (DueReceipt, Result<()>) {
    let result = match receipt.kind {
        ReceiptKind::Read => caller.send_read(&receipt.message_id).await,
        ReceiptKind::Delivered => caller.send_delivered(&receipt.message_id).await,
    };
    (receipt, result)
}
