//! The builder of the transport.

use std::fmt;
use std::time::Duration;

use crate::error::Result;
use crate::transport::build_error::build_error;
use crate::transport::limits_builder::LimitsBuilder;
use crate::transport::reqwest::ReqwestTransport;
use crate::transport::reqwest::clients::Configure;

/// A builder for a [`ReqwestTransport`].
#[must_use = "a builder does nothing until `build` is called"]
#[derive(Default)]
pub struct ReqwestTransportBuilder {
    limits: LimitsBuilder,
    configure: Option<Configure>,
}

impl ReqwestTransport {
    /// Returns a builder for a transport.
    pub fn builder() -> ReqwestTransportBuilder {
        ReqwestTransportBuilder::default()
    }
}

impl ReqwestTransportBuilder {
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

    /// Configures the client of reqwest. See
    /// [`ClientBuilder::configure_reqwest`](crate::ClientBuilder::configure_reqwest).
    pub fn configure(
        mut self,
        configure: impl FnOnce(reqwest::ClientBuilder) -> reqwest::ClientBuilder
        + Clone
        + Send
        + Sync
        + 'static,
    ) -> Self {
        self.configure.get_or_insert_default().add(configure);
        self
    }

    /// Builds the transport. This needs no async runtime, but sending a request does.
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](crate::ErrorKind::InvalidInput) if a limit is zero.
    pub fn build(self) -> Result<ReqwestTransport> {
        ReqwestTransport::new(None, self.limits.build()?, self.configure).map_err(build_error)
    }
}

impl fmt::Debug for ReqwestTransportBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReqwestTransportBuilder")
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}
