//! Timestamps in the form that the service uses.

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

/// A point in time, as the text that the service sent: `2019-11-08T02:41:28.172Z`.
///
/// ```
/// use connect_participant::Timestamp;
/// use std::time::{Duration, UNIX_EPOCH};
///
/// let timestamp = Timestamp::from("2019-11-08T02:41:28.172Z");
/// assert_eq!(timestamp.as_str(), "2019-11-08T02:41:28.172Z");
/// assert_eq!(
///     timestamp.to_system_time(),
///     Some(UNIX_EPOCH + Duration::from_millis(1_573_180_888_172))
/// );
/// ```
///
/// Source: the member `AbsoluteTime` of [the response of `SendEvent`][api],
/// "yyyy-MM-ddThh:mm:ss.SSSZ" in UTC.
///
/// [api]: https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_SendEvent.html#connectparticipant-SendEvent-response-AbsoluteTime
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(String);

/// The time from 1970 to the end of 9999.
const MAX_SINCE_EPOCH: Duration = Duration::from_millis(253_402_300_799_999);

impl Timestamp {
    /// Returns the text that the service sent.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the point in time, or `None` if the text is not an RFC 3339 timestamp in UTC.
    #[must_use]
    pub fn to_system_time(&self) -> Option<SystemTime> {
        humantime::parse_rfc3339(&self.0).ok()
    }
}

/// Writes a point in time as the service does, in UTC with milliseconds. A time before 1970 or
/// after 9999 becomes the first or the last that this form can express.
impl From<SystemTime> for Timestamp {
    fn from(time: SystemTime) -> Self {
        // humantime panics outside of this range.
        let since = time.duration_since(UNIX_EPOCH).unwrap_or_default().min(MAX_SINCE_EPOCH);
        Self(humantime::format_rfc3339_millis(UNIX_EPOCH + since).to_string())
    }
}

impl From<String> for Timestamp {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Timestamp {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl AsRef<str> for Timestamp {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}
