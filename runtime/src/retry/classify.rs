//! The errors that are retried.

use crate::error::{Error, ErrorKind};

/// Sets the verdict of [`Error::is_retryable`] for an attempt that has failed.
pub(crate) fn classify(error: Error) -> Error {
    let is_retryable = is_transient(&error);
    error.with_retryable(is_retryable)
}

fn is_transient(error: &Error) -> bool {
    error.kind().is_transient()
        || error.is_throttling()
        || match error.kind() {
            ErrorKind::UnreadableResponse => error.is_incomplete(),
            ErrorKind::Service => {
                let is_transient = |status: u16| matches!(status, 500 | 502..=504);
                error.status().is_some_and(|status| is_transient(status.as_u16()))
            }
            _ => false,
        }
}
