//! The error of a transport that cannot be built.

use crate::error::{BoxError, Error, reason};

/// Returns the error for a transport that cannot be built.
pub(super) fn build_error(error: impl Into<BoxError>) -> Error {
    let error = error.into();
    let message = format!("the HTTP client cannot be built: {}", reason(error.as_ref()));
    Error::invalid_input(message).with_source(error)
}
