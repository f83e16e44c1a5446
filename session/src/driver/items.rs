//! Items, from frames and the transcript to the user.

use std::time::Duration;

use connect_participant::{GetTranscriptOutput, Result};

use crate::calls::Caller;
use crate::driver::Driver;
use crate::driver::link::{Incoming, Lost};
use crate::event::ChatEvent;
use crate::event::typing::Typing;
use crate::gap::{Gap, Page, page_size};
use crate::mailbox::Entry;
use crate::mark::{Mark, earlier, mark};
use crate::timeline::{Delivery, Effect, typing};
use crate::turn::Turn;
use crate::wire::frame::{Frame, parse};
use crate::wire::received::Received;

impl Driver {
    /// Reads a frame of the current websocket.
    pub(super) fn frame(&mut self, frame: Result<Incoming, Lost>, now: Duration) {
        let incoming = match frame {
            Ok(incoming) => incoming,
            Err(lost) => return self.lost(&lost, now),
        };
        let Some(live) = &mut self.live else { return };
        live.heartbeats.frame();
        live.is_suspect = false;
        let Incoming::Text(text) = incoming else { return };
        match parse(&text) {
            Ok(Frame::Item(item)) => self.receive(*item, now),
            Ok(Frame::Heartbeat) => live.heartbeats.heartbeat_response(),
            Ok(Frame::Ping { ok }) => {
                live.heartbeats.ping_response(ok);
                let health = live.heartbeats.health();
                self.set_health(health, now);
            }
            Ok(Frame::Subscribed { .. } | Frame::Other) => {}
            Err(_) => self.status.count_unreadable(),
        }
    }

    /// Reads a frame of the websocket that is being closed.
    pub(super) fn old_frame(&mut self, frame: Result<Incoming, Lost>) {
        match frame {
            Ok(Incoming::Text(text)) => match parse(&text) {
                Ok(Frame::Item(item)) => {
                    let now = self.now();
                    self.receive(*item, now);
                }
                Ok(_) => {}
                Err(_) => self.status.count_unreadable(),
            },
            Ok(Incoming::Other) => {}
            Err(_) => self.old = None,
        }
    }

    /// Takes an item from the websocket.
    fn receive(&mut self, received: Received, now: Duration) {
        if self.timeline.is_foreign(&received) {
            return;
        }
        let may_be_foreign = self.may_be_foreign_end(&received);
        match &mut self.gap {
            // An indicator is of no use later.
            Some(_) if received.is_typing() => {}
            Some(gap) if may_be_foreign || !gap.lets_pass(now) => {
                let is_end = !may_be_foreign && self.timeline.is_end(&received);
                let must_wait = self.timeline.must_wait(&received);
                gap.hold(received, must_wait);
                if is_end {
                    // The page that is on its way may still come.
                    self.chat_ends(now);
                }
            }
            _ => {
                self.pass_gap();
                self.deliver(received, now);
            }
        }
    }

    /// Returns `true` if this is an end, and nothing says yet of which chat.
    fn may_be_foreign_end(&mut self, received: &Received) -> bool {
        !self.timeline.knows_contacts() && self.timeline.is_end(received)
    }

    /// Notes that live items come before those of the gap, if there is one.
    pub(super) fn pass_gap(&mut self) {
        if let Some(gap) = &mut self.gap {
            gap.pass();
            self.mailbox.open_gap(gap.place());
        }
    }

    pub(super) fn deliver(&mut self, received: Received, now: Duration) {
        // It was held before the chat of the session was known.
        if self.timeline.is_foreign(&received) {
            return;
        }
        if received.is_typing() {
            return self.show_typing(received, now);
        }
        self.clear_indicator(&received);
        let mark = mark(&received);
        let id = self.asides.id_of(&received);
        match self.timeline.deliver(received) {
            Delivery::Done(effect) => {
                self.asides.remove(id.as_deref());
                self.apply(effect, now);
            }
            Delivery::Skipped => {}
            Delivery::Full(aside) => self.has_no_room(aside.map(|item| *item), mark, now),
        }
        self.note_own();
    }

    /// Notes that an item has no room in the queue. Unless it waits aside, it is read from the
    /// transcript.
    fn has_no_room(&mut self, aside: Option<Received>, mark: Option<Mark>, now: Duration) {
        let dropped = match aside {
            Some(aside) => self.asides.push(aside).map(|dropped| crate::mark::mark(&dropped)),
            None => Some(mark),
        };
        match (&mut self.gap, dropped) {
            (Some(gap), Some(mark)) => gap.overflow(mark),
            (Some(_), None) => {}
            (None, mark) => self.open_gap_for(mark.flatten(), now),
        }
    }

    fn apply(&mut self, effect: Effect, now: Duration) {
        match effect {
            Effect::None => {}
            Effect::Left { participant_id } => {
                self.receipts.participant_left();
                if self.timeline.own.is(participant_id.as_deref()) {
                    self.end.own_left(now);
                }
            }
            Effect::Transferred => self.end.transferred(now),
            Effect::Ended => self.chat_has_ended(),
        }
    }

    fn show_typing(&mut self, received: Received, now: Duration) {
        let Some(participant_id) = received.participant_id().map(Box::<str>::from) else { return };
        if self.timeline.own.is(Some(&participant_id)) {
            return;
        }
        let Some(typing) = typing(received) else { return };
        let entry = Entry { event: ChatEvent::Typing(typing.clone()), memory: None };
        // If the queue is full, nobody sees that they type.
        if self.indicators.show(now, &participant_id, typing) && self.mailbox.push(entry).is_err() {
            self.indicators.clear(&participant_id);
        }
    }

    /// Clears the indicator of a participant.
    pub(super) fn typing_stopped(&self, typing: &Typing) {
        self.mailbox.push_stopped(ChatEvent::Typing(typing.stopped()));
    }

    pub(super) fn clear_indicators(&mut self) {
        for typing in self.indicators.clear_all() {
            self.mailbox.push_stopped(ChatEvent::Typing(typing.stopped()));
        }
    }

    /// Clears the indicator of the participant of an item.
    fn clear_indicator(&mut self, received: &Received) {
        let typing = received.participant_id().and_then(|id| self.indicators.clear(id));
        if let Some(typing) = typing {
            self.typing_stopped(&typing);
        }
    }

    /// Notes that a part of the chat has to be read from the transcript.
    pub(super) fn open_gap(&mut self, now: Duration) {
        if let Some(gap) = &mut self.gap {
            gap.restart(now);
            return;
        }
        self.gap = Some(match self.timeline.gap_start() {
            Some(mark) => Gap::after(mark, now),
            None => Gap::first(self.timeline.first(), now),
        });
    }

    /// Notes that an item was dropped. If it comes so late that the gap begins after it, it is read
    /// from the transcript at the end of the gap.
    fn open_gap_for(&mut self, dropped: Option<Mark>, now: Duration) {
        let start = self.timeline.gap_start();
        self.open_gap(now);
        if let (Some(gap), Some(start), Some(dropped)) = (&mut self.gap, start, dropped) {
            if dropped.is_before(&start) {
                gap.overflow(Some(dropped));
            }
        }
    }

    /// Returns `true` if a page of the transcript is to be requested.
    pub(super) fn needs_page(&self, now: Duration) -> bool {
        let is_due = self.gap.as_ref().is_some_and(|gap| gap.retry_at() <= now);
        is_due && self.live.is_some() && self.page.is_idle() && !self.end.has_ended()
    }

    pub(super) fn request_page(&mut self) {
        // A gap has pauses of its own.
        let (turn, client) = Turn::next(&self.client.with_max_attempts(1));
        let caller = Caller { client, token: self.tokens.current() };
        if let Some(gap) = &mut self.gap {
            let page = gap.request(caller, page_size(self.settings.queue_capacity), turn);
            self.page.start(page);
        }
    }

    /// Reads a page of the transcript.
    pub(super) fn page(&mut self, page: Result<GetTranscriptOutput>, now: Duration) {
        let Some(gap) = &mut self.gap else { return };
        if let Ok(page) = &page {
            self.timeline.read(page.initial_contact_id.as_deref());
        }
        match gap.page(page, &self.tokens.current(), self.client.jitter(), now) {
            Page::Items(items) => {
                if let Err(last) = self.deliver_all(items, now) {
                    self.reopen_gap(last, now);
                }
                self.check_held_end(now);
            }
            Page::Last(items) => {
                if items.iter().any(|item| self.timeline.is_end(item)) {
                    // Nothing comes after these items, and no page can be read any more.
                    self.gap = None;
                    self.mailbox.lift_limit();
                }
                match self.deliver_all(items, now) {
                    Ok(_) => self.gap_is_filled(now),
                    Err(last) => self.reopen_gap(last, now),
                }
            }
            Page::Overflowed(items) => {
                if items.iter().any(|item| self.timeline.is_end(item)) {
                    self.mailbox.lift_limit();
                }
                let (Ok(last) | Err(last)) = self.deliver_all(items, now);
                self.reopen_gap(last, now);
            }
            // An end may have been held because nothing said of which chat it is.
            Page::Again => self.check_held_end(now),
            Page::Later => {}
            Page::Refused => self.chat_is_over(now),
        }
    }

    /// Ends the chat if its end is held.
    fn check_held_end(&mut self, now: Duration) {
        let Some(gap) = &self.gap else { return };
        if gap.held().any(|item| self.timeline.is_end(item)) {
            self.chat_ends(now);
        }
    }

    /// Delivers items, and returns the place of the last one. It is an error if the queue is full:
    /// the rest is read again later.
    fn deliver_all(
        &mut self,
        items: Vec<Received>,
        now: Duration,
    ) -> Result<Option<Mark>, Option<Mark>> {
        let (mut last, mut has_ended) = (None, false);
        let mut items = items.into_iter();
        for item in items.by_ref() {
            let mark_of_item = mark(&item);
            let id = self.asides.id_of(&item);
            self.clear_indicator(&item);
            match self.timeline.deliver(item) {
                Delivery::Done(Effect::Ended) => has_ended = true,
                Delivery::Done(effect) => {
                    self.asides.remove(id.as_deref());
                    self.apply(effect, now);
                }
                Delivery::Skipped => {}
                Delivery::Full(aside) => {
                    let rest = items.filter(|item| self.timeline.must_wait(item));
                    let asides: Vec<_> = aside.map(|item| *item).into_iter().chain(rest).collect();
                    for aside in asides {
                        self.has_no_room(Some(aside), None, now);
                    }
                    self.note_own();
                    return Err(last);
                }
            }
            last = mark_of_item.or(last);
        }
        self.note_own();
        // It is the last event, whatever its time.
        if has_ended {
            self.chat_has_ended();
        }
        Ok(last)
    }

    /// Goes on after the last item that was delivered. Reads a few items before it again, unless
    /// later ones have passed the gap.
    fn reopen_gap(&mut self, last: Option<Mark>, now: Duration) {
        let Some(gap) = &mut self.gap else { return self.open_gap(now) };
        let overlap = if gap.has_passed() { None } else { self.timeline.gap_start() };
        gap.go_on(earlier(last, overlap), now);
    }

    fn gap_is_filled(&mut self, now: Duration) {
        self.gap = None;
        self.mailbox.close_gap();
        for item in self.asides.take() {
            self.deliver(item, now);
        }
    }

    pub(super) fn tick_items(&mut self, now: Duration) {
        while let Some(typing) = self.indicators.due(now) {
            self.typing_stopped(&typing);
        }
        let Some(gap) = self.gap.as_mut().filter(|gap| gap.lets_pass(now)) else { return };
        for item in gap.take_held() {
            if self.may_be_foreign_end(&item) {
                self.receive(item, now);
            } else {
                self.pass_gap();
                self.deliver(item, now);
            }
        }
    }

    pub(super) fn items_deadline(&self) -> Option<Duration> {
        let (now, gap) = (self.now(), self.gap.as_ref());
        let can_request = self.live.is_some() && self.page.is_idle();
        let retry_at = gap.map(Gap::retry_at).filter(|time| can_request && *time > now);
        let passing_time = gap.and_then(|gap| gap.passing_time(now)).filter(|time| *time > now);
        [retry_at, passing_time, self.indicators.deadline()].into_iter().flatten().min()
    }
}
