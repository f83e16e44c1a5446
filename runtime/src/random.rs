//! Random values from the operating system.

use uuid::{Builder, Uuid};

use crate::error::{Error, Result};

/// Returns a new UUID, version 4. `Uuid::new_v4` panics if the system has no random bytes; this is
/// an error here.
pub(crate) fn uuid() -> Result<Uuid> {
    let mut bytes = [0; 16];
    fill(&mut bytes)?;
    Ok(Builder::from_random_bytes(bytes).into_uuid())
}

/// Returns a number from 0 to 1, in steps of 2⁻³².
pub(crate) fn fraction() -> Result<f64> {
    let mut bytes = [0; 4];
    fill(&mut bytes)?;
    Ok(f64::from(u32::from_ne_bytes(bytes)) / f64::from(u32::MAX))
}

fn fill(bytes: &mut [u8]) -> Result<()> {
    getrandom::fill(bytes).map_err(|error| {
        let problem = format!("the operating system has no random bytes: {error}");
        Error::invalid_input(problem).with_source(error)
    })
}
