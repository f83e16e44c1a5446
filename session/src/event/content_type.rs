//! The content types of messages.

use std::fmt;

use connect_participant_model::{
    APPLICATION_JSON, INTERACTIVE, INTERACTIVE_RESPONSE, TEXT_MARKDOWN, TEXT_PLAIN,
};

use crate::event::unknown_text::UnknownText;

/// The content type of a received message.
///
/// Source: the source code of amazon-connect-chatjs, and the [content types of a chat][api].
///
/// [api]: https://docs.aws.amazon.com/connect/latest/APIReference/API_StartChatContact.html
///
/// ```
/// use connect_participant_session::ContentType;
///
/// assert_eq!(ContentType::from("text/plain"), ContentType::TextPlain);
/// assert_eq!(ContentType::TextMarkdown.as_str(), "text/markdown");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ContentType {
    /// `text/plain`
    TextPlain,
    /// `text/markdown`
    TextMarkdown,
    /// `application/json`
    ApplicationJson,
    /// `application/vnd.amazonaws.connect.message.interactive`: choices, forms or a view to show to
    /// the customer, as JSON.
    Interactive,
    /// `application/vnd.amazonaws.connect.message.interactive.response`: the choice of the
    /// customer, as JSON.
    InteractiveResponse,
    /// A value that this version of the crate does not know.
    Unknown(UnknownText),
}

impl ContentType {
    /// Returns the content type as the service sent it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::TextPlain => TEXT_PLAIN.value,
            Self::TextMarkdown => TEXT_MARKDOWN.value,
            Self::ApplicationJson => APPLICATION_JSON.value,
            Self::Interactive => INTERACTIVE,
            Self::InteractiveResponse => INTERACTIVE_RESPONSE.value,
            Self::Unknown(other) => other.as_str(),
        }
    }
}

impl From<&str> for ContentType {
    fn from(value: &str) -> Self {
        let known = [
            Self::TextPlain,
            Self::TextMarkdown,
            Self::ApplicationJson,
            Self::Interactive,
            Self::InteractiveResponse,
        ];
        let found = known.into_iter().find(|known| known.as_str() == value);
        found.unwrap_or_else(|| Self::Unknown(UnknownText::new(value)))
    }
}

impl fmt::Display for ContentType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
