//! The rule for a label of a path.

use core::fmt;

/// A text that cannot be a label of a path. Its `Display` completes a sentence that begins with the
/// label's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct LabelError;

impl fmt::Display for LabelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("is `.` or `..`, which cannot be a path segment")
    }
}

impl core::error::Error for LabelError {}

/// Checks a label before it is percent-encoded.
///
/// URL parsers resolve the segments `.` and `..`, even if they are percent-encoded, so the request
/// would go to another path.
///
/// # Errors
///
/// A [`LabelError`] if the text is `.` or `..`.
pub fn check_label(text: &str) -> Result<(), LabelError> {
    if matches!(text, "." | "..") { Err(LabelError) } else { Ok(()) }
}
