//! The rules for the content of events and messages.
//!
//! The content type decides which of the members `Content` and `MessageId` an event or a message
//! takes. The macro checks them at compile time, the client checks every call, and the local
//! service every request. All three use [`Content::check`].

use core::fmt;

use crate::receipt::{self, ReceiptError};

/// The kind of content that a content type takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Content {
    /// No content.
    None,
    /// JSON that names the message of a receipt, see [`receipt`].
    Receipt,
    /// Any text.
    Text,
}

/// The value of a member, as far as the caller of [`Content::check`] knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MemberValue<'a> {
    /// The member has no value.
    Absent,
    /// The member has a value that is not known yet, such as a parameter at compile time.
    Unknown,
    /// The member has this value.
    Known(&'a str),
}

impl<'a> MemberValue<'a> {
    /// The value of a member that is given or absent, and whose text may be known.
    #[must_use]
    pub fn new(is_given: bool, text: Option<&'a str>) -> Self {
        match (is_given, text) {
            (false, _) => Self::Absent,
            (true, None) => Self::Unknown,
            (true, Some(text)) => Self::Known(text),
        }
    }
}

impl<'a> From<Option<&'a str>> for MemberValue<'a> {
    /// A value that is fully known: [`Known`](Self::Known) or [`Absent`](Self::Absent).
    fn from(value: Option<&'a str>) -> Self {
        value.map_or(Self::Absent, Self::Known)
    }
}

impl Content {
    /// Checks the members `Content` and `MessageId` of an event or a message.
    ///
    /// A value that is [`Unknown`](MemberValue::Unknown) counts as given, and as valid.
    ///
    /// ```
    /// use connect_participant_model::MemberValue::{Absent, Known, Unknown};
    /// use connect_participant_model::{Content, ContentError};
    ///
    /// assert_eq!(Content::Receipt.check(Absent, Known("6bd8e4a7")), Ok(()));
    /// assert_eq!(Content::Receipt.check(Absent, Absent), Err(ContentError::MissingMessageId));
    /// assert_eq!(Content::None.check(Unknown, Absent), Err(ContentError::UnexpectedContent));
    /// ```
    ///
    /// # Errors
    ///
    /// A [`ContentError`] for the first rule that is broken.
    pub fn check(
        self,
        content: MemberValue<'_>,
        message_id: MemberValue<'_>,
    ) -> Result<(), ContentError> {
        use MemberValue::{Absent, Known, Unknown};

        match (self, content, message_id) {
            (Self::None, Absent, Absent)
            | (Self::Text, _, Absent)
            | (Self::Receipt, Absent, Unknown)
            | (Self::Receipt, Unknown, Absent) => Ok(()),
            (Self::None, ..) => Err(ContentError::UnexpectedContent),
            (Self::Text, Absent, _) => Err(ContentError::UnexpectedMessageId),
            (Self::Receipt, Absent, Absent) => Err(ContentError::MissingMessageId),
            (Self::Receipt, Absent, Known("")) => Err(ContentError::EmptyMessageId),
            (Self::Receipt, Absent, Known(_)) => Ok(()),
            (Self::Receipt, Known(content), Absent) => {
                receipt::check(content).map_err(ContentError::Receipt)
            }
            (Self::Receipt | Self::Text, _, _) => Err(ContentError::ContentAndMessageId),
        }
    }
}

/// A broken rule for content. Its `Display` completes a sentence that begins with the content type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ContentError {
    /// There is content or a message id, and the content type takes neither.
    UnexpectedContent,
    /// There is a message id, and the content type is not a receipt.
    UnexpectedMessageId,
    /// There are both content and a message id.
    ContentAndMessageId,
    /// A receipt has neither content nor a message id.
    MissingMessageId,
    /// A receipt has an empty message id.
    EmptyMessageId,
    /// The content of a receipt does not name its message.
    Receipt(ReceiptError),
}

impl fmt::Display for ContentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::UnexpectedContent => "takes neither content nor a message id",
            Self::UnexpectedMessageId => "takes no message id",
            Self::ContentAndMessageId => "takes a message id or content, not both",
            Self::MissingMessageId => "requires a message id",
            Self::EmptyMessageId => "has an empty message id",
            Self::Receipt(error) => return write!(f, "has content that {error}"),
        })
    }
}

impl core::error::Error for ContentError {}
