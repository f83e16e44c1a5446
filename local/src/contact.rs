//! The state of a chat.

pub(crate) mod attachment;
pub(crate) mod caller;
pub(crate) mod identity;
pub(crate) mod page;
pub(crate) mod recorded_event;
pub(crate) mod tokens;
pub(crate) mod transcript;

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use connect_participant::{Item, ParticipantRole, Timestamp, View};
use connect_participant_model::{CHAT_ENDED, PARTICIPANT_JOINED};
use tokio::sync::watch;

use self::attachment::Attachment;
use self::identity::Identity;
use self::page::Cursor;
use self::recorded_event::RecordedEvent;
use self::transcript::{Transcript, event_type, is_receipt};
use crate::clock::timestamp::timestamp;
use crate::push::audience::Audience;
use crate::push::frame;
use crate::refusal_reason::RefusalReason;
use crate::response::{ErrorResponse, SuccessResponse};

/// A chat, shared between the service, its connections and the test.
pub(crate) type SharedContact = Arc<Mutex<Contact>>;

/// A chat. AWS calls it a contact.
pub(crate) struct Contact {
    /// The contact id, a UUID.
    id: String,
    /// The presence of each participant, by participant id.
    presence: HashMap<String, Presence>,
    /// The events that `SendEvent` recorded.
    pub(crate) events: Vec<RecordedEvent>,
    pub(crate) transcript: Transcript,
    /// The pages of the transcript that clients may ask for, by `NextToken`.
    pub(crate) pages: HashMap<String, Cursor>,
    /// The attachments, by attachment id.
    pub(crate) attachments: HashMap<String, Attachment>,
    /// The views, by view token.
    pub(crate) views: HashMap<String, View>,
    /// The responses to calls that had a client token.
    pub(crate) responses: HashMap<CallId, SuccessResponse>,
    is_ended: bool,
    /// The open websockets.
    pub(crate) audience: Audience,
    /// Notified of each recorded item, and of each subscription.
    pub(crate) changes: watch::Sender<()>,
}

/// The maximum number of active participants with which the service accepts receipts. Source:
/// [`SendEvent`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_SendEvent.html).
const MAX_ACTIVE_WITH_RECEIPTS: usize = 2;

/// The presence of a participant in a chat.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Presence {
    /// Has not connected yet.
    Invited,
    /// Is a supervisor who only monitors the chat.
    Monitoring,
    /// Takes part in the chat.
    Active,
    /// Is a supervisor who has barged in.
    BargedIn,
    /// Has disconnected. This is final.
    Left,
}

impl Presence {
    /// Returns the name of the presence, for the control.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Invited => "INVITED",
            Self::Monitoring => "MONITORING",
            Self::Active => "ACTIVE",
            Self::BargedIn => "BARGED_IN",
            Self::Left => "LEFT",
        }
    }

    /// The presence of a participant who has just connected.
    fn on_arrival(role: &ParticipantRole) -> Self {
        if *role == ParticipantRole::Supervisor { Self::Monitoring } else { Self::Active }
    }
}

/// The key by which a repeated call is recognised.
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
            responses: HashMap::new(),
            is_ended: false,
            audience: Audience::default(),
            changes: watch::Sender::default(),
        }
    }

    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    pub(crate) fn is_ended(&self) -> bool {
        self.is_ended
    }

    /// Ends the chat, and records the end. Does nothing if the chat has ended already.
    pub(crate) fn end(&mut self, item_id: impl FnOnce() -> String, now: SystemTime) {
        if !self.is_ended {
            self.is_ended = true;
            self.add(item_id(), now, event(CHAT_ENDED));
        }
    }

    pub(crate) fn set_presence(&mut self, participant: &Identity, presence: Presence) {
        self.presence.insert(participant.id.clone(), presence);
    }

    pub(crate) fn presence(&self, participant: &Identity) -> Option<Presence> {
        self.presence.get(&participant.id).copied()
    }

    /// Adds the participant to the chat, without an event.
    pub(crate) fn admit(&mut self, participant: &Identity) {
        self.set_presence(participant, Presence::on_arrival(&participant.role));
    }

    /// Lets a supervisor who monitors take part in the chat. Does nothing for anyone else.
    pub(crate) fn barge_in(&mut self, participant: &Identity) {
        if self.presence(participant) == Some(Presence::Monitoring) {
            self.set_presence(participant, Presence::BargedIn);
        }
    }

    /// Adds an invited participant to the chat, and records that they joined. Does nothing for
    /// anyone else.
    pub(crate) fn connect(
        &mut self,
        participant: &Identity,
        item_id: impl FnOnce() -> String,
        now: SystemTime,
    ) {
        if self.presence(participant) == Some(Presence::Invited) {
            self.admit(participant);
            self.record_event(participant, item_id(), now, PARTICIPANT_JOINED, None);
        }
    }

    /// Returns `true` if the service accepts receipts: with at most two active participants, and
    /// without a supervisor who has barged in, even if only one other participant is left.
    pub(crate) fn accepts_receipts(&self) -> bool {
        let count = |wanted| self.presence.values().filter(|presence| **presence == wanted).count();
        count(Presence::Active) <= MAX_ACTIVE_WITH_RECEIPTS && count(Presence::BargedIn) == 0
    }

    /// Checks that the chat still accepts the participant's tokens.
    pub(crate) fn check_access(&self, participant: &Identity) -> Result<(), ErrorResponse> {
        if self.is_ended {
            return Err(ErrorResponse::access_denied(RefusalReason::ChatEnded));
        }
        if self.presence(participant) == Some(Presence::Left) {
            return Err(ErrorResponse::access_denied(RefusalReason::ParticipantLeft));
        }
        Ok(())
    }

    /// Adds an event of the participant to the transcript. Returns its time.
    pub(crate) fn record_event(
        &mut self,
        participant: &Identity,
        id: String,
        now: SystemTime,
        content_type: &str,
        content: Option<String>,
    ) -> Timestamp {
        let mut item = event(content_type);
        item.content = content;
        self.record(participant, id, now, item)
    }

    /// Adds an item of the participant to the transcript. Returns its time.
    pub(crate) fn record(
        &mut self,
        participant: &Identity,
        id: String,
        now: SystemTime,
        item: Item,
    ) -> Timestamp {
        let item = item
            .with_participant_id(&participant.id)
            .with_participant_role(participant.role.clone());
        self.add(id, now, item)
    }

    /// Adds an item to the transcript, and pushes it to all websockets. Returns its time.
    fn add(&mut self, id: String, now: SystemTime, item: Item) -> Timestamp {
        let now = timestamp(now);
        let item = item.with_absolute_time(now.clone()).with_id(id).with_contact_id(&self.id);
        self.transcript.record(item);
        if let Some(item) = self.transcript.items().last() {
            self.audience.push(|| match &item.r#type {
                Some(kind) if is_receipt(kind) => {
                    frame::of_receipt(item, self.transcript.receipt(item))
                }
                _ => frame::of_item(item, &self.id),
            });
        }
        self.changes.send_replace(());
        now
    }
}

/// Returns an event without content.
fn event(content_type: &str) -> Item {
    Item::default().with_type(event_type(content_type)).with_content_type(content_type)
}
