//! Participants who join, leave and change.

use std::sync::Arc;

use crate::event::info::ItemInfo;
use crate::event::participant_info::ParticipantInfo;

/// A participant has joined, left or changed.
///
/// ```
/// use connect_participant::ParticipantRole;
/// use connect_participant_session::{ParticipantChange, ParticipantEvent};
///
/// fn is_agent_gone(event: &ParticipantEvent) -> bool {
///     event.change() == ParticipantChange::Left
///         && event.participant().role() == Some(&ParticipantRole::Agent)
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParticipantEvent {
    info: Arc<ItemInfo>,
    change: ParticipantChange,
}

impl ParticipantEvent {
    pub(crate) fn new(change: ParticipantChange, info: ItemInfo) -> Self {
        Self { info: Arc::new(info), change }
    }

    /// Returns the change.
    #[must_use]
    pub fn change(&self) -> ParticipantChange {
        self.change
    }

    /// Returns the participant.
    #[must_use]
    pub fn participant(&self) -> &ParticipantInfo {
        self.info.participant()
    }

    /// Returns the parts that all items have in common.
    #[must_use]
    pub fn info(&self) -> &ItemInfo {
        &self.info
    }

    pub(crate) fn info_mut(&mut self) -> &mut ItemInfo {
        Arc::make_mut(&mut self.info)
    }
}

/// A change of a participant. The names are those of the content types
/// `application/vnd.amazonaws.connect.event.participant.…`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ParticipantChange {
    /// `….joined`: the participant has joined the chat.
    Joined,
    /// `….left`: the participant has left the chat. If it is an agent, the chat continues.
    Left,
    /// `….invited`: the participant has been invited to the chat.
    Invited,
    /// `….active`: the participant is active.
    Active,
    /// `….inactive`: the participant is inactive.
    Inactive,
    /// `….idle`: the participant has sent nothing for a while.
    Idle,
    /// `….returned`: the participant was idle, and has returned.
    Returned,
    /// `….autodisconnection`: the participant was idle for too long, and has been disconnected.
    Autodisconnection,
    /// `….displayname.updated`: the participant has a new
    /// [`display_name`](ParticipantInfo::display_name).
    DisplayNameUpdated,
}
