//! The participant of an item.

use std::fmt;

use connect_participant::ParticipantRole;

use crate::event::written::Written;

/// The participant that an item names.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct ParticipantInfo {
    pub(crate) id: Option<Box<str>>,
    pub(crate) display_name: Option<Box<str>>,
    pub(crate) role: Option<ParticipantRole>,
}

impl ParticipantInfo {
    /// Returns the id of the participant, or `None` if the item names no participant. The id is the
    /// same for the whole chat.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// Returns the name to show. For a flow it is `SYSTEM_MESSAGE`, and for Amazon Lex `BOT`.
    #[must_use]
    pub fn display_name(&self) -> Option<&str> {
        self.display_name.as_deref()
    }

    /// Returns the role of the participant.
    #[must_use]
    pub fn role(&self) -> Option<&ParticipantRole> {
        self.role.as_ref()
    }
}

/// Shows the size of the name, unless
/// [`show_content_in_debug`](connect_participant::show_content_in_debug) is on.
impl fmt::Debug for ParticipantInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ParticipantInfo")
            .field("id", &self.id)
            .field("display_name", &Written(self.display_name()))
            .field("role", &self.role)
            .finish()
    }
}
