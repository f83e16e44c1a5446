//! Values of enums that are not known.

use std::fmt;

/// A value of a [`ContentType`](crate::ContentType) or a
/// [`MessageVisibility`](crate::MessageVisibility) that this version of the crate does not know.
///
/// You cannot create one directly, so it never has a known value.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct UnknownText(Box<str>);

impl UnknownText {
    pub(crate) fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// Returns the value as the service sent it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for UnknownText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}
