//! Typing.

use std::sync::Arc;

use crate::event::info::ItemInfo;
use crate::event::participant_info::ParticipantInfo;

/// A participant has started or stopped typing.
///
/// The service sends no event when a participant stops. The session reports the stop 12 seconds
/// after the last event, as the clients from AWS do. It reports it earlier if the participant sends
/// a message or leaves, or if the connection is lost.
///
/// ```
/// use connect_participant_session::Typing;
///
/// fn status(typing: &Typing) -> Option<String> {
///     let name = typing.participant().display_name().unwrap_or("somebody");
///     typing.is_typing().then(|| format!("{name} is typing …"))
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typing {
    info: Arc<ItemInfo>,
    is_typing: bool,
}

impl Typing {
    pub(crate) fn started(info: ItemInfo) -> Self {
        Self { info: Arc::new(info), is_typing: true }
    }

    /// Returns the event for the end of this typing, as a session creates it. It is meant for your
    /// unit tests.
    #[must_use]
    pub fn stopped(&self) -> Self {
        Self { info: Arc::clone(&self.info), is_typing: false }
    }

    /// Returns `true` if the participant has started typing, or `false` if they have stopped.
    #[must_use]
    pub fn is_typing(&self) -> bool {
        self.is_typing
    }

    /// Returns the participant.
    #[must_use]
    pub fn participant(&self) -> &ParticipantInfo {
        self.info.participant()
    }

    /// Returns the parts that all items have in common. If the participant has stopped typing, they
    /// are those of the last typing event.
    #[must_use]
    pub fn info(&self) -> &ItemInfo {
        &self.info
    }

    pub(crate) fn info_mut(&mut self) -> &mut ItemInfo {
        Arc::make_mut(&mut self.info)
    }
}
