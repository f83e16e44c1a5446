//! What time it is, and waiting.

use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::runtime::Handle;

/// What a client measures time with, and waits by: its timeouts, and the pauses between attempts.
///
/// A client that has none of its own takes Tokio's timers. Give another one to
/// [`ClientBuilder::clock`](crate::ClientBuilder::clock) to run calls on an executor without them, or to hold time still
/// in a test. The connect timeout and the second that the
/// body of an error has are the transport's own, and do not follow it.
///
/// ```
/// use connect_participant::{Client, Clock, SleepFuture};
/// use std::time::Duration;
///
/// /// Waits for nothing, so that a test of what is tried again takes no time.
/// struct Impatient;
///
/// impl Clock for Impatient {
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
///     .clock(Impatient)
///     .build()?;
/// # Ok::<(), connect_participant::Error>(())
/// ```
pub trait Clock: Send + Sync + 'static {
    /// The present moment: the system's, unless an implementation says otherwise.
    fn now(&self) -> Instant {
        Instant::now()
    }

    /// Is ready once so much time has passed, which may be as much as `Duration::MAX`: there is no moment so late.
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

/// What [`Clock::sleep`] returns.
pub type SleepFuture<'a> = Pin<Box<dyn Future<Output = ()> + Send + 'a>>;

/// The clock of a client.
pub(crate) enum Time {
    Tokio,
    Own(Box<dyn Clock>),
}

impl Time {
    /// Whether there is anything to wait with, where this is asked.
    pub(crate) fn has_timers(&self) -> bool {
        match self {
            Self::Tokio => Handle::try_current().is_ok(),
            Self::Own(_) => true,
        }
    }

    pub(crate) fn now(&self) -> Instant {
        match self {
            Self::Tokio => tokio::time::Instant::now().into_std(),
            Self::Own(clock) => clock.now(),
        }
    }

    /// Waits, or for ever where there are no timers.
    pub(crate) async fn sleep(&self, duration: Duration) {
        match self {
            Self::Tokio if self.has_timers() => tokio::time::sleep(duration).await,
            Self::Tokio => std::future::pending().await,
            Self::Own(clock) => clock.sleep(duration).await,
        }
    }
}
