//! The visibility of an item.

use std::fmt;

use crate::event::unknown_text::UnknownText;

/// The participants who can see an item of SNS streaming.
///
/// Source: [message streaming, SNS
/// payload](https://docs.aws.amazon.com/connect/latest/adminguide/sns-payload.html).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MessageVisibility {
    /// `ALL`: all participants.
    All,
    /// `AGENT`: the agents.
    Agent,
    /// `CUSTOMER`: the customer.
    Customer,
    /// A value that this version of the crate does not know.
    Unknown(UnknownText),
}

impl MessageVisibility {
    /// Returns the value as the service sent it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::All => "ALL",
            Self::Agent => "AGENT",
            Self::Customer => "CUSTOMER",
            Self::Unknown(other) => other.as_str(),
        }
    }
}

impl From<&str> for MessageVisibility {
    fn from(value: &str) -> Self {
        let mut known = [Self::All, Self::Agent, Self::Customer].into_iter();
        let found = known.find(|known| known.as_str() == value);
        found.unwrap_or_else(|| Self::Unknown(UnknownText::new(value)))
    }
}

impl fmt::Display for MessageVisibility {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
