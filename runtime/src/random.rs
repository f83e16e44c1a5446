//! Random values.

use uuid::{Builder, Uuid};

use crate::{Error, Result};

/// A new UUID, version 4, for a client token and the like. `Uuid::new_v4` panics where this is an error.
pub(crate) fn uuid() -> Result<Uuid> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| {
        Error::invalid_input("the operating system has no random bytes").with_source(error)
    })?;
    Ok(Builder::from_random_bytes(bytes).into_uuid())
}
