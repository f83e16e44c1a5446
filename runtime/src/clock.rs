//! The clock of a client: the time, and timers.

#[cfg(all(target_family = "wasm", target_os = "unknown"))]
mod browser;
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
mod system;

use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

#[cfg(all(target_family = "wasm", target_os = "unknown"))]
use self::browser as platform;
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
use self::system as platform;

#[cfg(feature = "hyper")]
pub(crate) use self::platform::tokio_now;

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
///
/// A clock that also makes up the time keeps it as a [`Duration`]:
///
/// ```
/// use connect_participant::{Clock, SleepFuture};
/// use std::sync::Mutex;
/// use std::time::{Duration, SystemTime, UNIX_EPOCH};
///
/// /// Skips every wait, and advances by it.
/// #[derive(Default)]
/// struct Skipping(Mutex<Duration>);
///
/// impl Clock for Skipping {
///     fn now(&self) -> Duration {
///         *self.0.lock().unwrap()
///     }
///
///     fn system_time(&self) -> SystemTime {
///         UNIX_EPOCH + self.now()
///     }
///
///     fn sleep(&self, duration: Duration) -> SleepFuture<'_> {
///         Box::pin(async move { *self.0.lock().unwrap() += duration })
///     }
/// }
/// ```
pub trait Clock: Send + Sync + 'static {
    /// Returns the time since an origin of the clock's own, such as the creation of the clock. It
    /// must not decrease.
    ///
    /// The default implementation returns the monotonic time of the operating system, or of the
    /// browser.
    fn now(&self) -> Duration {
        platform::now()
    }

    /// Returns the wall-clock time. The client uses it for a response with a date in `Retry-After`
    /// and without a `Date`.
    ///
    /// The default implementation returns the time of the operating system, or of the browser.
    fn system_time(&self) -> SystemTime {
        platform::system_time()
    }

    /// Completes after `duration`. `Duration::MAX` means never.
    fn sleep(&self, duration: Duration) -> SleepFuture<'_>;
}

impl<C: Clock + ?Sized> Clock for Box<C> {
    fn now(&self) -> Duration {
        (**self).now()
    }

    fn system_time(&self) -> SystemTime {
        (**self).system_time()
    }

    fn sleep(&self, duration: Duration) -> SleepFuture<'_> {
        (**self).sleep(duration)
    }
}

impl<C: Clock + ?Sized> Clock for Arc<C> {
    fn now(&self) -> Duration {
        (**self).now()
    }

    fn system_time(&self) -> SystemTime {
        (**self).system_time()
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
            Self::Tokio => platform::has_tokio_timers(),
            Self::Custom(_) => true,
        }
    }

    /// Returns the time since the origin of the clock.
    pub(crate) fn now(&self) -> Duration {
        match self {
            Self::Tokio => platform::tokio_now(),
            Self::Custom(clock) => clock.now(),
        }
    }

    /// Returns the wall-clock time.
    pub(crate) fn system_time(&self) -> SystemTime {
        match self {
            Self::Tokio => platform::system_time(),
            Self::Custom(clock) => clock.system_time(),
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
    fn now(&self) -> Duration {
        self.now()
    }

    fn system_time(&self) -> SystemTime {
        self.system_time()
    }

    fn sleep(&self, duration: Duration) -> SleepFuture<'_> {
        Box::pin(self.sleep(duration))
    }
}
