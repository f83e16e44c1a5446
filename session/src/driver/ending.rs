//! The end of a chat, and of a session.

use std::future::poll_fn;
use std::time::Duration;

use connect_participant::Error;

use crate::driver::Driver;
use crate::driver::connecting::CLOSING;
use crate::driver::end::Due;
use crate::driver::trace;
use crate::event::ChatEvent;
use crate::within::within;

impl Driver {
    pub(super) fn tick_ending(&mut self, now: Duration) {
        match self.end.due(now, self.receipts.is_idle()) {
            Some(Due::Closed) => self.end.finish(),
            Some(Due::Ended) => self.chat_has_ended(),
            // The service refuses the participant token if the chat is over.
            Some(Due::Probe) => self.create(),
            None => {}
        }
    }

    /// The service has refused the participant token of a session that was live, or its transcript.
    pub(super) fn chat_is_over(&mut self, now: Duration) {
        self.wants_link = false;
        self.retry_at = None;
        self.chat_ends(now);
        if self.live.is_none() {
            self.chat_has_ended();
        }
    }

    /// The chat has ended, but a part of it is still on its way.
    pub(super) fn chat_ends(&mut self, now: Duration) {
        self.tokens.end();
        self.receipts.end();
        self.own_typing.end();
        self.refreshes.clear();
        self.end.end_soon(now);
    }

    /// The chat has ended: the last event of the session.
    pub(super) fn chat_has_ended(&mut self) {
        if self.end.is_over() {
            return;
        }
        self.tokens.end();
        self.flush_items();
        self.finish(ChatEvent::Ended);
    }

    /// The session has failed. What it holds is not delivered: it is in the transcript, and another
    /// session reads it from the checkpoint on.
    pub(super) fn fail(&mut self, error: Error) {
        if let Some(ready) = self.ready.take() {
            // The caller gets the error instead of a session.
            let _ = ready.send(Err(error));
            self.end.finish();
            return;
        }
        self.finish(ChatEvent::Failed(error));
    }

    fn finish(&mut self, event: ChatEvent) {
        self.clear_indicators();
        self.mailbox.push_state(event);
        self.end.finish();
    }

    /// Delivers the remaining items, beyond the capacity of the queue. No item comes after them.
    fn flush_items(&mut self) {
        self.end.finish();
        self.mailbox.lift_limit();
        let now = self.now();
        // No transcript can be read any more: neither the open gap, nor what was said after a loss.
        if self.gap.is_some() || self.live.is_none() {
            self.mailbox.push_state(ChatEvent::Gap);
        }
        if let Some(mut gap) = self.gap.take() {
            for item in gap.take_held() {
                self.deliver(item, now);
            }
        }
        for item in self.asides.take() {
            self.deliver(item, now);
        }
    }

    /// Completes all pending calls, and closes the websocket.
    pub(super) async fn shut_down(mut self: Box<Self>) {
        trace::over();
        self.receipts.end();
        self.own_typing.end();
        self.refreshes.clear();
        self.typing_reply = None;
        self.status.set_over();
        self.mailbox.finish();
        self.commands.close();
        while self.commands.try_recv().is_ok() {}
        self.opening.cancel();
        if let Some(live) = &mut self.live {
            live.link.close();
        }
        let old = self.old.take().map(|old| old.link);
        let client = self.client.clone();
        let links = old.into_iter().chain(self.live.take().map(|live| live.link));
        let closing = async {
            for mut link in links {
                while poll_fn(|context| link.poll_next(context)).await.is_ok() {}
            }
        };
        // The connections end in any case.
        let _ = within(&client, CLOSING, closing).await;
        self.end.reply();
    }
}
