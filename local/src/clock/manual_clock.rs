//! A clock that a test holds.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::lock::lock;

/// A clock that stands still until it is told to go on. It is cheap to clone; clones are the same clock.
///
/// What the local service says of time follows it: when something was taken, until when a token or a URL is valid, and
/// how fast a quota fills up again. [`Fault::delay`](crate::Fault::delay) and the time that a client has for a
/// request do not.
///
/// ```
/// use connect_participant_local::{LocalService, ManualClock};
/// use connect_participant::{Client, ErrorKind, EventContentType, ParticipantRole, SendEventInput};
/// use std::time::Duration;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let clock = ManualClock::default();
/// let service = LocalService::builder().clock(clock.clone()).start().await?;
/// let client = Client::builder().endpoint_url(service.url()).build()?;
/// let agent = service.open_chat().add_participant(ParticipantRole::Agent);
/// let typing = SendEventInput::new(EventContentType::Typing, agent.connection_token().clone());
///
/// let output = client.call(typing.clone()).await?;
/// assert_eq!(output.absolute_time.unwrap().as_str(), "2019-11-08T02:41:28.172Z");
///
/// // A connection token is valid for a day.
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
    /// A clock that stands at this moment. One before 1970 or after 9999 is written as the first or the last of these
    /// years.
    #[must_use]
    pub fn new(now: SystemTime) -> Self {
        Self { now: Arc::new(Mutex::new(now)) }
    }

    /// Goes on by so much. There is an end of time: the clock stays where it is rather than go beyond it.
    pub fn advance(&self, duration: Duration) {
        let mut now = lock(&self.now);
        *now = now.checked_add(duration).unwrap_or(*now);
    }

    /// The moment at which it stands.
    #[must_use]
    pub fn now(&self) -> SystemTime {
        *lock(&self.now)
    }
}

/// A clock that stands at 2019-11-08T02:41:28.172Z, which is a time in AWS's documentation.
impl Default for ManualClock {
    fn default() -> Self {
        Self::new(UNIX_EPOCH + Duration::from_millis(1_573_180_888_172))
    }
}
