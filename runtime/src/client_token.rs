//! The client token: what the service knows a repeated call by.

use crate::{Error, Result};

/// A new client token: a UUID, version 4.
pub(crate) fn random() -> Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| {
        let problem = "the operating system has no random bytes for a client token";
        Error::invalid_input(problem).with_source(error)
    })?;
    Ok(uuid::Builder::from_random_bytes(bytes).into_uuid().to_string())
}
