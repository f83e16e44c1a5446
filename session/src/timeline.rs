//! The items of the chat on their way to the user: each once, in order.

use std::collections::VecDeque;
use std::sync::Arc;

use connect_participant::{ParticipantRole, Timestamp};

use crate::contacts::Contacts;
use crate::event::ChatEvent;
use crate::event::info::Placement;
use crate::event::participant::ParticipantChange;
use crate::event::receipt::Receipt;
use crate::event::transfer::TransferOutcome;
use crate::event::typing::Typing;
use crate::gap::First;
use crate::known::{Known, Novelty};
use crate::mailbox::{Entry, Mailbox};
use crate::mark::{Mark, keep_latest, mark, memory};
use crate::own::Own;
use crate::progress::Progress;
use crate::receipts::receipt::{MessageRef, Order, ReceiptKind};
use crate::wire::chunks::Chunks;
use crate::wire::received::Received;

/// The number of items before a gap that are read again. Live items need not come in the order of
/// the transcript, so one of them may be missing before the last.
const OVERLAP: usize = 32;

/// The items of a chat.
pub(crate) struct Timeline {
    mailbox: Arc<Mailbox>,
    known: Known,
    chunks: Chunks,
    /// The latest items of the transcript that were delivered, in the order of their times.
    recent: VecDeque<Mark>,
    /// The receipts that were delivered.
    receipts: Known,
    /// The messages of other participants that were delivered, without the history.
    heard: Vec<MessageRef>,
    /// The receipts of this participant that were found.
    own_receipts: Vec<(ReceiptKind, String)>,
    sequence: u64,
    pub(crate) own: Own,
    first: First,
    contacts: Contacts,
}

/// The effect of an item on the session, beside the event for the user.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    None,
    /// This participant has left.
    Left {
        participant_id: Option<Box<str>>,
    },
    /// The chat was transferred.
    Transferred,
    /// The chat has ended.
    Ended,
}

/// The result of a delivery.
pub(crate) enum Delivery {
    /// The item was delivered.
    Done(Effect),
    /// The user has it already, or does not need it.
    Skipped,
    /// The queue is full. The item has to wait aside if the transcript does not bring it again.
    Full(Option<Box<Received>>),
}

impl Timeline {
    /// Creates a timeline. `progress` is what the user has got in an earlier process.
    pub(crate) fn new(mailbox: Arc<Mailbox>, own: Own, progress: &Progress) -> Self {
        let taken = &progress.delivered;
        let (mut known, mut receipts) = (Known::default(), Known::default());
        let others = progress.others.iter().map(|seen| (&seen.id, seen.fingerprint));
        let items = others.chain(taken.iter().map(|mark| (&mark.id, mark.fingerprint)));
        let mut sequence = 0;
        for (id, fingerprint) in items {
            known.insert(id, fingerprint, sequence);
            sequence += 1;
        }
        for mark in taken {
            if let Some(fingerprint) = mark.receipts {
                receipts.insert(&mark.id, fingerprint, 0);
            }
        }
        let recent = taken.iter().rev().take(OVERLAP).rev().cloned().collect();
        Self {
            mailbox,
            known,
            chunks: Chunks::default(),
            recent,
            receipts,
            heard: Vec::new(),
            own_receipts: Vec::new(),
            sequence,
            own,
            first: progress.first,
            contacts: Contacts::new(progress.initial_contact_id.as_deref()),
        }
    }

    /// Returns the item after which the transcript is read to fill a gap that begins now.
    pub(crate) fn gap_start(&self) -> Option<Mark> {
        self.recent.front().cloned()
    }

    /// Returns the part of the chat to read if nothing has been delivered yet.
    pub(crate) fn first(&self) -> First {
        self.first
    }

    /// Returns the place of an item in the order of delivery, if it was delivered.
    pub(crate) fn place(&self, id: &str) -> Option<u64> {
        self.known.place(id)
    }

    /// Returns the messages of other participants that were delivered since the last call.
    pub(crate) fn take_heard(&mut self) -> Vec<MessageRef> {
        std::mem::take(&mut self.heard)
    }

    /// Returns the receipts of this participant that were found since the last call.
    pub(crate) fn take_own_receipts(&mut self) -> Vec<(ReceiptKind, String)> {
        std::mem::take(&mut self.own_receipts)
    }

    /// Returns `true` if an item belongs to another chat. A receipt does not say to which chat it
    /// belongs, so it may be of another one if its message is not known.
    pub(crate) fn is_foreign(&mut self, received: &Received) -> bool {
        let receipt_of = received.receipt_message_id();
        self.contacts.is_foreign(received)
            || self.contacts.is_shared() && receipt_of.is_some_and(|id| !self.known.contains(id))
    }

    /// Returns `true` if the chat ends with this item, or, as long as its contacts are not known,
    /// may end with it. A persistent chat has the ends of its earlier contacts.
    pub(crate) fn is_end(&mut self, received: &Received) -> bool {
        received.is_end()
            && !self.first.is_history(received.time())
            && !self.contacts.is_foreign(received)
    }

    /// Returns `true` if it is known to which chat an item belongs.
    pub(crate) fn knows_contacts(&self) -> bool {
        self.contacts.are_known()
    }

    /// Notes that a page of the transcript has come, and the first contact that it names.
    pub(crate) fn read(&mut self, initial_contact_id: Option<&str>) {
        self.contacts.read(initial_contact_id);
        self.mailbox.set_initial_contact_id(self.contacts.initial());
    }

    /// Delivers an item.
    pub(crate) fn deliver(&mut self, received: Received) -> Delivery {
        if self.is_foreign(&received) {
            return Delivery::Skipped;
        }
        self.contacts.heard(&received);
        // The parts of a streamed message have one id. A part that is not the next is left out.
        let is_known = received.id().is_some_and(|id| self.known.contains(id));
        let Some(received) = self.chunks.assemble(received, is_known) else {
            return Delivery::Skipped;
        };
        let (id, fingerprint) = (received.id().map(Box::from), received.fingerprint());
        let novelty = match &id {
            Some(id) => self.known.compare(id, fingerprint),
            None => Novelty::New,
        };
        if novelty == Novelty::Known {
            return self.deliver_receipts(received);
        }
        let is_own = self.is_own(&received);
        let place = id.as_ref().and_then(|id| self.known.place(id)).unwrap_or(self.sequence);
        let placement = Placement {
            is_own,
            is_history: self.first.is_history(received.time()),
            is_update: novelty == Novelty::Changed,
        };
        let mark = mark(&received);
        let memory = memory(&received, mark.as_ref());
        let receipts = received.receipt(&placement);
        let aside = self.must_wait(&received).then(|| Box::new(received.clone()));
        let participant_id = received.participant_id().map(Box::from);
        let event = received.into_event(&placement);
        let effect = effect(&event, participant_id);
        let is_update = matches!(event, ChatEvent::MessageUpdated(_));
        if novelty == Novelty::Changed && !is_update {
            // Only messages change. Of others, the transcript may say more than the websocket.
            return Delivery::Skipped;
        }
        if effect == Effect::Ended && placement.is_history {
            // A persistent chat has the ends of its earlier contacts.
            return Delivery::Skipped;
        }
        let effect = if placement.is_history { Effect::None } else { effect };
        if effect != Effect::Ended {
            if let ChatEvent::Receipt(receipt) = &event {
                return self.deliver_receipt(receipt, aside);
            }
            let heard = heard(&event, place);
            let entry = Entry { event, memory };
            if self.mailbox.push(entry).is_err() {
                return Delivery::Full(aside);
            }
            self.heard.extend(heard);
        }
        self.sequence += 1;
        if let Some(id) = id {
            self.known.insert(&id, fingerprint, place);
        }
        if let Some(mark) = mark.filter(|_| novelty == Novelty::New) {
            keep_latest(&mut self.recent, mark, OVERLAP);
        }
        match receipts.map(|receipts| self.deliver_receipt(&receipts, aside)) {
            Some(Delivery::Full(aside)) => Delivery::Full(aside),
            _ => Delivery::Done(effect),
        }
    }

    fn is_own(&mut self, received: &Received) -> bool {
        let participant_id = received.participant_id();
        if let (Some(id), Some(participant_id)) = (received.id(), participant_id) {
            self.own.heard(id, participant_id);
        }
        self.own.is(participant_id)
    }

    /// Delivers the receipts of a message that the user has already.
    fn deliver_receipts(&mut self, received: Received) -> Delivery {
        let Some(receipt) = received.receipt(&Placement::default()) else {
            return Delivery::Skipped;
        };
        let aside = self.must_wait(&received).then(|| Box::new(received));
        self.deliver_receipt(&receipt, aside)
    }

    /// Returns `true` if the transcript does not bring a live item again: it does not have the item,
    /// or the item is an update, whose place may be long before the part that is read again.
    pub(crate) fn must_wait(&self, received: &Received) -> bool {
        let is_update = received.id().is_some_and(|id| self.known.contains(id));
        !received.is_from_transcript() && (is_update || !received.is_in_transcript())
    }

    /// Delivers the receipts that others have sent, and that the user does not have. `aside` is their
    /// item, if it has to wait when the queue is full.
    fn deliver_receipt(&mut self, receipt: &Receipt, aside: Option<Box<Received>>) -> Delivery {
        let message_id = receipt.message_id();
        let (own, others) = receipt.split(|id| self.own.is_recipient(id, message_id));
        if let Some(own) = own {
            let kind = if own.is_read() { ReceiptKind::Read } else { ReceiptKind::Delivered };
            self.own_receipts.push((kind, own.message_id().to_owned()));
        }
        let Some(receipt) = others else { return Delivery::Skipped };
        let fingerprint = receipt.fingerprint();
        if self.receipts.compare(receipt.message_id(), fingerprint) == Novelty::Known {
            return Delivery::Skipped;
        }
        let message_id: Box<str> = receipt.message_id().into();
        let entry = Entry { event: ChatEvent::Receipt(receipt), memory: None };
        if self.mailbox.push(entry).is_err() {
            return Delivery::Full(aside);
        }
        self.receipts.insert(&message_id, fingerprint, 0);
        Delivery::Done(Effect::None)
    }
}

/// Returns the message of an event, if it is new, and of another participant who is not the system.
fn heard(event: &ChatEvent, place: u64) -> Option<MessageRef> {
    let (ChatEvent::Message(message) | ChatEvent::Attachment(message)) = event else { return None };
    let is_of_participant = matches!(
        message.sender().role(),
        Some(ParticipantRole::Agent | ParticipantRole::Customer | ParticipantRole::CustomBot)
    );
    let is_heard = is_of_participant && !message.is_own() && !message.is_history();
    is_heard.then(|| {
        let time = message.time().and_then(Timestamp::to_system_time);
        MessageRef { order: Order { time, place: Some(place) }, id: message.id().into() }
    })
}

/// Returns the typing event of an item.
pub(crate) fn typing(received: Received) -> Option<Typing> {
    match received.into_event(&Placement::default()) {
        ChatEvent::Typing(typing) => Some(typing),
        _ => None,
    }
}

fn effect(event: &ChatEvent, participant_id: Option<Box<str>>) -> Effect {
    match event {
        ChatEvent::Participant(event) if event.change() == ParticipantChange::Left => {
            Effect::Left { participant_id }
        }
        ChatEvent::Transfer(transfer) if transfer.outcome() == TransferOutcome::Succeeded => {
            Effect::Transferred
        }
        ChatEvent::Ended => Effect::Ended,
        _ => Effect::None,
    }
}
