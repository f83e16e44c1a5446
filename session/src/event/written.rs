//! The `Debug` output of texts that participants write.

use std::fmt;

use connect_participant::is_content_shown_in_debug;

/// A text that a participant has written. Its `Debug` shows the size, unless
/// [`show_content_in_debug`](connect_participant::show_content_in_debug) is on.
pub(crate) struct Written<'a>(pub(crate) Option<&'a str>);

impl fmt::Debug for Written<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            None => f.write_str("None"),
            Some(text) if is_content_shown_in_debug() => fmt::Debug::fmt(text, f),
            Some(text) => Size(text).fmt(f),
        }
    }
}

/// A text with secrets. Its `Debug` shows the size.
pub(crate) struct Size<'a>(pub(crate) &'a str);

impl fmt::Debug for Size<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.0.len())
    }
}
