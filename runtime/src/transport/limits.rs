//! The limits of the transports of this crate.

use std::time::Duration;

/// The limits that a user can set.
#[derive(Clone, Copy)]
pub(crate) struct Limits {
    pub(crate) connect_timeout: Duration,
    pub(crate) max_connections: usize,
    pub(crate) max_response_bytes: usize,
}

/// The lifetime of an idle connection. An AWS load balancer closes it after 60 seconds by default,
/// and a request that is sent at that moment is lost.
///
/// Source: [Connection idle
/// timeout](https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html).
pub(crate) const POOL_IDLE_TIMEOUT: Duration = Duration::from_secs(20);

/// The interval of the pings on an HTTP/2 connection, and the time limit for their response. All
/// requests share the connection, and the timeout of a call does not close it.
#[cfg(feature = "http2")]
pub(super) const HTTP2_KEEPALIVE: Duration = Duration::from_secs(5);

/// The error if a connection needs TLS, and no feature provides it.
#[cfg(not(any(feature = "native-tls", feature = "__rustls")))]
pub(super) const NO_TLS: &str = "no TLS: turn on the feature `ring`, `aws-lc-rs` or `native-tls`";
