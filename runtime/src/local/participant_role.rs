//! What a participant is in a chat.

use std::fmt;

/// What a participant is in a chat.
///
/// Source: [`Item`, `ParticipantRole`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_Item.html#connectparticipant-Type-Item-ParticipantRole).
///
/// ```
/// use connect_participant::local::ParticipantRole;
///
/// assert_eq!(ParticipantRole::CustomBot.as_str(), "CUSTOM_BOT");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ParticipantRole {
    /// `AGENT`: answers for the company.
    Agent,
    /// `CUSTOMER`: whom the chat is with.
    Customer,
    /// `SYSTEM`: Amazon Connect itself.
    System,
    /// `CUSTOM_BOT`: a bot of the company's own.
    CustomBot,
    /// `SUPERVISOR`: watches an agent's chat, and may barge in.
    Supervisor,
}

impl ParticipantRole {
    /// What goes over the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Agent => "AGENT",
            Self::Customer => "CUSTOMER",
            Self::System => "SYSTEM",
            Self::CustomBot => "CUSTOM_BOT",
            Self::Supervisor => "SUPERVISOR",
        }
    }
}

impl fmt::Display for ParticipantRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
