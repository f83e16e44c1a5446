//! What a transport that ships keeps to.

use std::time::Duration;

use tokio::sync::Semaphore;

/// What is the user's to say.
#[derive(Clone, Copy)]
pub(crate) struct Limits {
    pub(crate) connect_timeout: Duration,
    pub(crate) max_connections: usize,
    pub(crate) max_response_bytes: usize,
}

/// How long a connection is kept that nobody uses. A load balancer of AWS's closes it after 60 seconds by default, and a
/// request that is sent at that moment is lost.
///
/// Source: [Connection idle timeout](https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html).
pub(super) const POOL_IDLE_TIMEOUT: Duration = Duration::from_secs(20);

/// How often a connection of HTTP/2 is asked whether the other side is there, and how long it may leave that unanswered.
/// All requests share it, and a timeout does not close it.
#[cfg(feature = "http2")]
pub(super) const HTTP2_KEEPALIVE: Duration = Duration::from_secs(5);

/// What is told where something is to be encrypted, and nothing does so.
#[cfg(not(any(feature = "native-tls", feature = "__rustls")))]
pub(super) const NO_TLS: &str =
    "there is no TLS: turn on the feature `ring`, `aws-lc-rs` or `native-tls`";

/// Leave to send requests, for as many at once as there may be connections. Uploads, which may take long, are counted
/// apart, so that they keep nobody from chatting.
pub(super) struct Permits {
    pub(super) calls: Semaphore,
    pub(super) uploads: Semaphore,
}

impl Permits {
    pub(super) fn new(limits: Limits) -> Self {
        let most = limits.max_connections.min(Semaphore::MAX_PERMITS);
        Self { calls: Semaphore::new(most), uploads: Semaphore::new(most) }
    }
}
