//! What the service knows of a chat.

pub(crate) mod attachment;
pub(crate) mod chat_participant;
pub(crate) mod page;
pub(crate) mod recorded_event;
pub(crate) mod transcript;

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use connect_participant_model::PARTICIPANT_JOINED;

use self::attachment::Attachment;
use self::page::Cursor;
use self::transcript::{Transcript, event_type};
use crate::answer::{Refusal, Success};
use crate::{ChatParticipant, RecordedEvent};
use connect_participant::{Item, ParticipantRole, Timestamp, View};

/// A chat, as all who have to do with it share it.
pub(crate) type SharedContact = Arc<Mutex<Contact>>;

/// A chat.
pub(crate) struct Contact {
    /// The contact id, a UUID.
    id: String,
    /// Where each participant is, by the participant's id.
    presence: HashMap<String, Presence>,
    /// What `SendEvent` recorded.
    pub(crate) events: Vec<RecordedEvent>,
    pub(crate) transcript: Transcript,
    /// The pages of the transcript that may be asked for, by their tokens.
    pub(crate) pages: HashMap<String, Cursor>,
    /// The attachments, by their ids.
    pub(crate) attachments: HashMap<String, Attachment>,
    /// The views, by their tokens.
    pub(crate) views: HashMap<String, View>,
    /// What calls with a client token were answered.
    pub(crate) answered: HashMap<CallId, Success>,
    is_ended: bool,
}

/// The most active participants that a chat may have for the service to take receipts. Source:
/// [`SendEvent`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_SendEvent.html).
const MAX_ACTIVE_WITH_RECEIPTS: usize = 2;

/// Where a participant is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Presence {
    /// Has not connected yet.
    Invited,
    /// Listens to the others: what a supervisor does at first.
    Monitoring,
    Active,
    /// Is a supervisor who takes part.
    BargedIn,
    /// Has left, for good.
    Left,
}

/// What somebody does who comes into a chat.
fn presence_of(role: &ParticipantRole) -> Presence {
    if *role == ParticipantRole::Supervisor { Presence::Monitoring } else { Presence::Active }
}

/// What a repeated call is known by.
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct CallId {
    pub(crate) participant_id: String,
    pub(crate) operation: &'static str,
    pub(crate) client_token: String,
}

impl Contact {
    pub(crate) fn new(id: String) -> Self {
        Self {
            id,
            presence: HashMap::new(),
            events: Vec::new(),
            transcript: Transcript::default(),
            pages: HashMap::new(),
            attachments: HashMap::new(),
            views: HashMap::new(),
            answered: HashMap::new(),
            is_ended: false,
        }
    }

    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    pub(crate) fn end(&mut self) {
        self.is_ended = true;
    }

    /// Where the participant is from now on.
    pub(crate) fn set_presence(&mut self, participant: &ChatParticipant, presence: Presence) {
        self.presence.insert(participant.id().to_owned(), presence);
    }

    /// The participant is in the chat from now on.
    pub(crate) fn admit(&mut self, participant: &ChatParticipant) {
        self.set_presence(participant, presence_of(&participant.role()));
    }

    /// A supervisor who monitors takes part from now on. Anybody else stays where they are.
    pub(crate) fn barge_in(&mut self, participant: &ChatParticipant) {
        if self.presence.get(participant.id()) == Some(&Presence::Monitoring) {
            self.set_presence(participant, Presence::BargedIn);
        }
    }

    /// An invited participant is in the chat from now on, which the others see.
    pub(crate) fn connect(
        &mut self,
        participant: &ChatParticipant,
        item_id: impl FnOnce() -> String,
        now: SystemTime,
    ) {
        if self.presence.get(participant.id()) == Some(&Presence::Invited) {
            self.admit(participant);
            self.record_event(participant, item_id(), now, PARTICIPANT_JOINED, None);
        }
    }

    /// Whether the service takes receipts. It does not with more than two active participants, nor with a supervisor who has
    /// barged in, even if nobody else but one is left.
    pub(crate) fn takes_receipts(&self) -> bool {
        let count = |wanted| self.presence.values().filter(|presence| **presence == wanted).count();
        count(Presence::Active) <= MAX_ACTIVE_WITH_RECEIPTS && count(Presence::BargedIn) == 0
    }

    /// Whether the participant's tokens are good for anything.
    pub(crate) fn admits(&self, participant: &ChatParticipant) -> Result<(), Refusal> {
        let has_left = self.presence.get(participant.id()) == Some(&Presence::Left);
        if self.is_ended || has_left { Err(Refusal::access_denied()) } else { Ok(()) }
    }

    /// Adds an event to the transcript. Returns when that was, as the service writes it.
    pub(crate) fn record_event(
        &mut self,
        participant: &ChatParticipant,
        id: String,
        now: SystemTime,
        content_type: &str,
        content: Option<String>,
    ) -> Timestamp {
        let mut item = Item::default();
        item.r#type = Some(event_type(content_type));
        item.content_type = Some(content_type.to_owned());
        item.content = content;
        self.record(participant, id, now, item)
    }

    /// Adds to the transcript what this participant did just now. Returns when that was, as the service writes it.
    pub(crate) fn record(
        &mut self,
        participant: &ChatParticipant,
        id: String,
        now: SystemTime,
        mut item: Item,
    ) -> Timestamp {
        let now = Timestamp::from(now);
        item.absolute_time = Some(now.clone());
        item.id = Some(id);
        item.participant_id = Some(participant.id().to_owned());
        item.participant_role = Some(participant.role());
        item.contact_id = Some(self.id.clone());
        self.transcript.record(item);
        now
    }
}
