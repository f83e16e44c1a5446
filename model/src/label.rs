//! What a label of a path may be.

use core::fmt;

/// Why a text cannot be a label of a path. Its `Display` completes a sentence that begins with the label's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct LabelError;

impl fmt::Display for LabelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("is `.` or `..`, which cannot be a path segment")
    }
}

impl core::error::Error for LabelError {}

/// Checks a label before it is percent-encoded: a parser of URLs takes `.` for the directory itself and `..` for the one
/// above it, however they are written.
///
/// # Errors
///
/// A [`LabelError`] where it is one of these.
pub fn check_label(text: &str) -> Result<(), LabelError> {
    if matches!(text, "." | "..") { Err(LabelError) } else { Ok(()) }
}
