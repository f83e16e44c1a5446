//! The settings that all calls of a client share.

use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;

use crate::clock::Time;
use crate::endpoint::Endpoint;
use crate::rate_limits::rate_limiter::RateLimiter;
use crate::retry::RetryPolicy;
use crate::transport::Transport;

/// A clone shares everything but the timeouts and the number of attempts.
#[derive(Clone)]
pub(crate) struct Config {
    pub(crate) endpoint: Arc<Endpoint>,
    pub(crate) user_agent: HeaderValue,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) timeouts: Timeouts,
    pub(crate) retry: RetryPolicy,
    pub(crate) rate_limiter: Option<Arc<dyn RateLimiter>>,
    pub(crate) time: Time,
    pub(crate) max_response_bytes: usize,
}

/// The time limits of a call and of an attempt.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Timeouts {
    pub(crate) operation_attempt: Duration,
    pub(crate) operation: Duration,
}
