//! The trait of a rate limiter.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use crate::clock::Clock;
use crate::error::{Error, Result};

/// A rate limiter: it decides when an attempt of a call may be sent.
///
/// [`RateLimits`](crate::RateLimits) is the one that comes with this crate. Implement the trait to
/// share a limit with other processes, through a store that all of them use:
///
/// ```
/// use connect_participant::{AcquireFuture, Client, PendingAttempt, RateLimiter};
/// use std::time::Duration;
///
/// # struct Store;
/// # impl Store {
/// #     /// Takes a call from a shared bucket, or returns the time until it has one.
/// #     async fn take(&self, bucket: &str) -> Result<(), Duration> { Ok(()) }
/// # }
/// struct Shared(Store);
///
/// impl RateLimiter for Shared {
///     fn acquire<'a>(&'a self, attempt: PendingAttempt<'a>) -> AcquireFuture<'a> {
///         Box::pin(async move {
///             while let Err(wait) = self.0.take(attempt.operation).await {
///                 attempt.clock.sleep(wait).await;
///             }
///             Ok(())
///         })
///     }
/// }
///
/// let client = Client::builder().region("eu-central-1").rate_limits(Shared(Store)).build()?;
/// # Ok::<(), connect_participant::Error>(())
/// ```
///
/// If the store cannot be reached, return `Ok` to send the call without a limit, or an error of
/// your choice.
pub trait RateLimiter: Send + Sync + 'static {
    /// Waits until an attempt may be sent.
    ///
    /// The client drops the future when the time of the call is up, or when the call is cancelled.
    /// Then nothing is sent. An error ends the call, see
    /// [`ErrorKind::RateLimited`](crate::ErrorKind::RateLimited).
    fn acquire<'a>(&'a self, attempt: PendingAttempt<'a>) -> AcquireFuture<'a>;

    /// Called after each attempt that was sent, so that a limiter can learn from the responses. The
    /// default implementation does nothing.
    ///
    /// It is not called for an attempt that is cancelled.
    fn on_outcome(&self, outcome: AttemptOutcome<'_>) {
        let _ = outcome;
    }
}

/// The future that [`RateLimiter::acquire`] returns.
pub type AcquireFuture<'a> = Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>>;

/// An attempt that is about to be sent.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct PendingAttempt<'a> {
    /// The operation, such as `SendEvent`.
    pub operation: &'static str,
    /// The number of the attempt, from 1.
    pub number: u32,
    /// The time that is left for the call. `Duration::MAX` means no limit.
    pub time_left: Duration,
    /// The clock of the client.
    pub clock: &'a dyn Clock,
}

/// An attempt that has ended.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct AttemptOutcome<'a> {
    /// The operation, such as `SendEvent`.
    pub operation: &'static str,
    /// The time since the attempt was sent.
    pub elapsed: Duration,
    /// The error, if the attempt has failed. [`Error::is_throttling`] says whether the service has
    /// throttled it.
    pub error: Option<&'a Error>,
    /// The clock of the client.
    pub clock: &'a dyn Clock,
}

impl<L: RateLimiter + ?Sized> RateLimiter for Box<L> {
    fn acquire<'a>(&'a self, attempt: PendingAttempt<'a>) -> AcquireFuture<'a> {
        (**self).acquire(attempt)
    }

    fn on_outcome(&self, outcome: AttemptOutcome<'_>) {
        (**self).on_outcome(outcome);
    }
}

impl<L: RateLimiter + ?Sized> RateLimiter for Arc<L> {
    fn acquire<'a>(&'a self, attempt: PendingAttempt<'a>) -> AcquireFuture<'a> {
        (**self).acquire(attempt)
    }

    fn on_outcome(&self, outcome: AttemptOutcome<'_>) {
        (**self).on_outcome(outcome);
    }
}

impl fmt::Debug for PendingAttempt<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PendingAttempt")
            .field("operation", &self.operation)
            .field("number", &self.number)
            .field("time_left", &self.time_left)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for AttemptOutcome<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AttemptOutcome")
            .field("operation", &self.operation)
            .field("elapsed", &self.elapsed)
            .field("error", &self.error)
            .finish_non_exhaustive()
    }
}
