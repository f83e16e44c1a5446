//! A clock that a test controls.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::lock::lock;

/// A clock that only moves when a test [advances](Self::advance) it. Cloning is cheap, and clones
/// share the same time.
///
/// The local service uses it for the times that it records and sends, for the expiry of tokens and
/// URLs, and for [`Quotas`](crate::Quotas). [`Fault::delay`](crate::Fault::delay) and the timeouts
/// of connections use the timers of the runtime. For a test with paused time, see
/// [`follow_runtime`](crate::LocalServiceBuilder::follow_runtime).
///
/// ```
/// use connect_participant::{
///     Client, ErrorKind, EventContentType, ParticipantRole, SendEventInput,
/// };
/// use connect_participant_local::{LocalService, ManualClock};
/// use std::time::Duration;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let clock = ManualClock::default();
/// let service = LocalService::builder().clock(clock.clone()).start().await?;
/// let client = Client::builder().endpoint_url(service.url()).build()?;
/// let agent = service.open_chat().add_participant(ParticipantRole::Agent);
/// let token = agent.connection_token().clone();
/// let typing = SendEventInput::new(EventContentType::Typing, token);
///
/// let output = client.call(typing.clone()).await?;
/// assert_eq!(output.absolute_time.unwrap().as_str(), "2019-11-08T02:41:28.172Z");
///
/// // A connection token is valid for one day.
/// clock.advance(Duration::from_secs(24 * 60 * 60));
/// let error = client.call(typing).await.unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::AccessDenied);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct ManualClock {
    now: Arc<Mutex<SystemTime>>,
}

impl ManualClock {
    /// Creates a clock that shows `now`.
    ///
    /// The service writes times from 1970 to 9999. An earlier or a later time is written as the
    /// first or the last of these.
    #[must_use]
    pub fn new(now: SystemTime) -> Self {
        Self { now: Arc::new(Mutex::new(now)) }
    }

    /// Advances the clock by `duration`. Does nothing if the result is too late for a
    /// [`SystemTime`].
    pub fn advance(&self, duration: Duration) {
        let mut now = lock(&self.now);
        *now = now.checked_add(duration).unwrap_or(*now);
    }

    /// Returns the time that the clock shows.
    #[must_use]
    pub fn now(&self) -> SystemTime {
        *lock(&self.now)
    }
}

/// A clock that shows 2019-11-08T02:41:28.172Z, a time from AWS's documentation.
impl Default for ManualClock {
    fn default() -> Self {
        Self::new(UNIX_EPOCH + Duration::from_millis(1_573_180_888_172))
    }
}
