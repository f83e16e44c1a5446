//! The turn of an attempt, by the rate limiter of the client.

use std::pin::Pin;
use std::time::Duration;

use connect_participant_model::Operation;

use crate::call::time_limit::within;
use crate::config::Config;
use crate::error::{Error, ErrorKind, Result};
use crate::rate_limits::rate_limiter::{AttemptOutcome, PendingAttempt};

/// Waits for the turn of an attempt, and returns the time that it has waited.
pub(super) type Turn<'a> = Pin<Box<dyn Future<Output = Result<Duration>> + Send + 'a>>;

/// Returns the wait for the turn of an attempt, or `None` if there is no limit. It is in a box, so
/// that the future of a call without limits has no room for it.
pub(super) fn turn<'a>(
    config: &'a Config,
    operation: Option<&'static Operation>,
    number: u32,
    time_left: impl FnOnce() -> Duration,
) -> Option<Turn<'a>> {
    let (limiter, operation) = (config.rate_limiter.as_deref()?, operation?.name);
    // Without timers, nothing can wait, and nothing ends a wait.
    let (time_left, limit) = if config.time.has_timers() {
        let time_left = time_left();
        (time_left, time_left)
    } else {
        (Duration::ZERO, Duration::MAX)
    };
    let attempt = PendingAttempt { operation, number, time_left, clock: &config.time };
    Some(Box::pin(async move {
        let start = config.time.now();
        let acquired = within(config, limit, limiter.acquire(attempt)).await;
        acquired.unwrap_or_else(|| Err(too_late(config)))?;
        Ok(config.time.now().saturating_sub(start))
    }))
}

/// Reports the end of an attempt to the rate limiter.
pub(super) fn report(
    config: &Config,
    operation: Option<&'static Operation>,
    elapsed: impl FnOnce() -> Duration,
    error: Option<&Error>,
) {
    if let (Some(limiter), Some(operation)) = (&config.rate_limiter, operation) {
        let (operation, elapsed, clock) = (operation.name, elapsed(), &config.time);
        limiter.on_outcome(AttemptOutcome { operation, elapsed, error, clock });
    }
}

fn too_late(config: &Config) -> Error {
    let time = humantime::format_duration(config.timeouts.operation);
    let message = format!("not sent: the rate limit allowed no request within {time}");
    Error::new(ErrorKind::RateLimited, message)
}
