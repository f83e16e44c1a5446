//! The builder of the transport.

use std::time::Duration;

use crate::error::Result;
use crate::transport::build_error::build_error;
use crate::transport::hyper::HyperTransport;
use crate::transport::limits_builder::LimitsBuilder;

/// A builder for a [`HyperTransport`].
#[must_use = "a builder does nothing until `build` is called"]
#[derive(Debug, Clone, Default)]
pub struct HyperTransportBuilder {
    limits: LimitsBuilder,
}

impl HyperTransport {
    /// Returns a builder for a transport.
    pub fn builder() -> HyperTransportBuilder {
        HyperTransportBuilder::default()
    }
}

impl HyperTransportBuilder {
    /// Sets the time limit for opening a connection. Defaults to 3.1 seconds.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.limits.connect_timeout = Some(timeout);
        self
    }

    /// Sets the maximum number of concurrent requests. Defaults to 100. Uploads of attachments have
    /// a second limit of the same size. If clients share the transport, they share the limits.
    pub fn max_connections(mut self, max_connections: usize) -> Self {
        self.limits.max_connections = Some(max_connections);
        self
    }

    /// Sets the maximum size of the body of a response, in bytes. Defaults to 1 MiB.
    /// [`ClientBuilder::max_response_bytes`](crate::ClientBuilder::max_response_bytes) is checked
    /// in addition.
    pub fn max_response_bytes(mut self, max_response_bytes: usize) -> Self {
        self.limits.max_response_bytes = Some(max_response_bytes);
        self
    }

    /// Builds the transport. This needs no async runtime, but sending a request does.
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](crate::ErrorKind::InvalidInput) if a limit is zero, or the environment has
    /// a setting that cannot be used.
    pub fn build(self) -> Result<HyperTransport> {
        HyperTransport::new(None, self.limits.build()?).map_err(build_error)
    }
}
