//! The kind of a failure, found in the error of a service.

use std::error::Error as StdError;
use std::io;

use crate::error::BoxError;
use crate::transport::{Failure, TransportError};

/// Converts an error. A [`TransportError`] stays what it is, also as the source of another error. A
/// timeout of a known library is a timeout, and everything else is a failed connection.
pub(super) fn from_source(source: impl Into<BoxError>) -> TransportError {
    let source = match source.into().downcast::<TransportError>() {
        Ok(error) => return *error,
        Err(source) => source,
    };
    let failure = failure(source.as_ref()).unwrap_or(Failure::Connection);
    TransportError { failure, source }
}

/// Returns the failure that an error or one of its sources stands for, if it is known.
pub(super) fn failure(error: &(dyn StdError + 'static)) -> Option<Failure> {
    if let Some(error) = error.downcast_ref::<TransportError>() {
        return Some(error.failure.clone());
    }
    if is_timeout(error) {
        return Some(Failure::Timeout);
    }
    error.source().and_then(failure)
}

fn is_timeout(error: &(dyn StdError + 'static)) -> bool {
    #[cfg(feature = "reqwest")]
    if error.downcast_ref::<reqwest::Error>().is_some_and(reqwest::Error::is_timeout) {
        return true;
    }
    error.is::<tower::timeout::error::Elapsed>()
        || error.is::<tokio::time::error::Elapsed>()
        || error
            .downcast_ref::<io::Error>()
            .is_some_and(|error| error.kind() == io::ErrorKind::TimedOut)
}
