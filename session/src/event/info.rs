//! The parts that all items have in common.

use connect_participant::Timestamp;

use crate::event::participant_info::ParticipantInfo;

/// The parts that all items of a chat have in common: their id, time, contact and participant.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct ItemInfo {
    pub(crate) id: Option<Box<str>>,
    pub(crate) time: Option<Timestamp>,
    pub(crate) contact_id: Option<Box<str>>,
    pub(crate) initial_contact_id: Option<Box<str>>,
    pub(crate) participant: ParticipantInfo,
    pub(crate) is_own: bool,
    pub(crate) is_history: bool,
}

impl ItemInfo {
    /// Returns the id of the item, which is the same on the websocket and in transcripts.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// Returns the time at which the service recorded the item.
    ///
    /// Items come in the order in which the service sends them. It can differ from the order of
    /// their times.
    #[must_use]
    pub fn time(&self) -> Option<&Timestamp> {
        self.time.as_ref()
    }

    /// Returns the id of the contact on which the item was sent. A transfer changes it. Receipts
    /// and typing have none.
    #[must_use]
    pub fn contact_id(&self) -> Option<&str> {
        self.contact_id.as_deref()
    }

    /// Returns the id of the first contact of the chat. Items of a transcript do not have it.
    #[must_use]
    pub fn initial_contact_id(&self) -> Option<&str> {
        self.initial_contact_id.as_deref()
    }

    /// Returns the participant who has sent the item.
    #[must_use]
    pub fn participant(&self) -> &ParticipantInfo {
        &self.participant
    }

    /// Returns `true` if the item is from the participant of the session.
    #[must_use]
    pub fn is_own(&self) -> bool {
        self.is_own
    }

    /// Returns `true` if the item is from before the session connected for the first time.
    #[must_use]
    pub fn is_history(&self) -> bool {
        self.is_history
    }
}

/// The facts about an item that only the session knows.
#[derive(Debug, Clone, Default)]
pub(crate) struct Placement {
    /// `true` if the item is from the participant of the session.
    pub(crate) is_own: bool,
    /// `true` if the item is from before the session.
    pub(crate) is_history: bool,
    /// `true` if a message with the same id has been delivered.
    pub(crate) is_update: bool,
}
