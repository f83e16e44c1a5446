//! The limits of a transport as a user sets them.

use std::time::Duration;

use crate::error::{Error, Result};
use crate::transport::limits::Limits;

/// The limits that a user has set. `None` is the default.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct LimitsBuilder {
    pub(crate) connect_timeout: Option<Duration>,
    pub(crate) max_connections: Option<usize>,
    pub(crate) max_response_bytes: Option<usize>,
}

impl LimitsBuilder {
    /// The default of the AWS SDKs.
    const CONNECT_TIMEOUT: Duration = Duration::from_millis(3_100);

    /// Enough for 500 calls a second if a call takes 200 ms. This is about ten times the default
    /// quotas of an Amazon Connect instance, those of all operations together. With as many uploads,
    /// the connections fit into the 256 file descriptors that macOS gives to a process.
    const MAX_CONNECTIONS: usize = 100;

    /// A response to `SendEvent` has about a hundred bytes.
    const MAX_RESPONSE_BYTES: usize = 1024 * 1024;

    /// Checks the limits, and adds the defaults.
    pub(crate) fn build(self) -> Result<Limits> {
        let limits = Limits {
            connect_timeout: self.connect_timeout.unwrap_or(Self::CONNECT_TIMEOUT),
            max_connections: self.max_connections.unwrap_or(Self::MAX_CONNECTIONS),
            max_response_bytes: self.max_response_bytes.unwrap_or(Self::MAX_RESPONSE_BYTES),
        };
        if limits.connect_timeout.is_zero() {
            return Err(Error::invalid_input("the connect timeout is zero"));
        }
        if limits.max_connections == 0 {
            return Err(Error::invalid_input("`max_connections` is zero"));
        }
        if limits.max_response_bytes == 0 {
            return Err(Error::invalid_input("`max_response_bytes` is zero"));
        }
        Ok(limits)
    }
}
