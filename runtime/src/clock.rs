//! The clock of a client: the time, and timers.

use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::runtime::Handle;

/// A source of time. The client uses it for timeouts and retry delays.
///
/// The default is the timers of Tokio. Set another clock with
/// [`ClientBuilder::clock`](crate::ClientBuilder::clock) to run calls on an executor without these
/// timers, or to hold time still in a test. Two time limits belong to the transport and do not use
/// this clock: the connect timeout, and the one second for the body of an error.
///
/// ```
/// use connect_participant::{Client, Clock, SleepFuture};
/// use std::time::Duration;
///
/// /// Skips the delays before retries, but not the timeouts. Without a `Retry-After` of the
/// /// service, a delay is at most 20 seconds. The timeouts are set to 60 seconds and more.
/// struct NoDelay;
///
/// impl Clock for NoDelay {
///     fn sleep(&self, duration: Duration) -> SleepFuture<'_> {
///         if duration < Duration::from_secs(60) {
///             Box::pin(std::future::ready(()))
///         } else {
///             Box::pin(std::future::pending()) // a timeout
///         }
///     }
/// }
///
/// let client = Client::builder()
///     .region("eu-central-1")
///     .operation_attempt_timeout(Duration::from_secs(60))
///     .operation_timeout(Duration::from_secs(600))
///     .clock(NoDelay)
///     .build()?;
/// # Ok::<(), connect_participant::Error>(())
/// ```
pub trait Clock: Send + Sync + 'static {
    /// Returns the current time. The default implementation returns `Instant::now()`.
    fn now(&self) -> Instant {
        Instant::now()
    }

    /// Completes after `duration`. `Duration::MAX` means never.
    fn sleep(&self, duration: Duration) -> SleepFuture<'_>;
}

impl<C: Clock + ?Sized> Clock for Box<C> {
    fn now(&self) -> Instant {
        (**self).now()
    }

    fn sleep(&self, duration: Duration) -> SleepFuture<'_> {
        (**self).sleep(duration)
    }
}

impl<C: Clock + ?Sized> Clock for Arc<C> {
    fn now(&self) -> Instant {
        (**self).now()
    }

    fn sleep(&self, duration: Duration) -> SleepFuture<'_> {
        (**self).sleep(duration)
    }
}

/// The future that [`Clock::sleep`] returns.
pub type SleepFuture<'a> = Pin<Box<dyn Future<Output = ()> + Send + 'a>>;

/// The clock of a client.
#[derive(Clone)]
pub(crate) enum Time {
    Tokio,
    Custom(Arc<dyn Clock>),
}

impl Time {
    /// Returns `true` if there are timers in the current context.
    pub(crate) fn has_timers(&self) -> bool {
        match self {
            Self::Tokio => Handle::try_current().is_ok(),
            Self::Custom(_) => true,
        }
    }

    pub(crate) fn now(&self) -> Instant {
        match self {
            Self::Tokio => tokio::time::Instant::now().into_std(),
            Self::Custom(clock) => clock.now(),
        }
    }

    /// Completes after `duration`, or never if there are no timers.
    pub(crate) async fn sleep(&self, duration: Duration) {
        match self {
            Self::Tokio if self.has_timers() => tokio::time::sleep(duration).await,
            Self::Tokio => std::future::pending().await,
            Self::Custom(clock) => clock.sleep(duration).await,
        }
    }
}

impl Clock for Time {
    fn now(&self) -> Instant {
        self.now()
    }

    fn sleep(&self, duration: Duration) -> SleepFuture<'_> {
        Box::pin(self.sleep(duration))
    }
}
