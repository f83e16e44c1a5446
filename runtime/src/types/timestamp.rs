//! Timestamps in the form that the service uses.

use std::cmp::Ordering;
use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, quoted};

/// A point in time, as the text that the service sent: `2019-11-08T02:41:28.172Z`.
///
/// ```
/// use connect_participant::Timestamp;
/// use std::time::{Duration, UNIX_EPOCH};
///
/// let timestamp = Timestamp::from("2019-11-08T02:41:28.172Z");
/// assert_eq!(timestamp.as_str(), "2019-11-08T02:41:28.172Z");
/// let time = UNIX_EPOCH + Duration::from_millis(1_573_180_888_172);
/// assert_eq!(timestamp.to_system_time(), Some(time));
/// assert_eq!(Timestamp::try_from(time)?, timestamp);
/// # Ok::<(), connect_participant::Error>(())
/// ```
///
/// # Order
///
/// Timestamps are ordered by their points in time. A text that is not a timestamp comes before all
/// others. Two texts are equal only if they are the same: `…28Z` comes directly before `…28.000Z`,
/// although both are the same point in time.
///
/// ```
/// use connect_participant::Timestamp;
///
/// let [earlier, later] =
///     ["2019-11-08T02:41:28Z", "2019-11-08T02:41:28.172Z"].map(Timestamp::from);
/// assert!(earlier < later);
/// ```
///
/// # Conversions
///
/// A [`SystemTime`] from 1970 to 9999 becomes a timestamp, without a loss: in milliseconds, like
/// those of the service, or in nanoseconds if it is more exact. For
/// [`StartPosition::absolute_time`](crate::StartPosition::absolute_time), round it to milliseconds
/// first: the service documents no other form.
///
/// With the feature `jiff`, `TryFrom` converts from and to `jiff::Timestamp`.
///
/// Source: the member `AbsoluteTime` of [the response of `SendEvent`][api],
/// "yyyy-MM-ddThh:mm:ss.SSSZ" in UTC.
///
/// [api]: https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_SendEvent.html#connectparticipant-SendEvent-response-AbsoluteTime
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(String);

/// The first second that cannot be written: the year 10000.
const END: u64 = 253_402_300_800;

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

impl Ord for Timestamp {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_time = self.to_system_time().cmp(&other.to_system_time());
        by_time.then_with(|| self.0.len().cmp(&other.0.len())).then_with(|| self.0.cmp(&other.0))
    }
}

impl PartialOrd for Timestamp {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// # Errors
///
/// [`InvalidInput`](crate::ErrorKind::InvalidInput) if the time is before 1970 or after 9999.
impl TryFrom<SystemTime> for Timestamp {
    type Error = Error;

    fn try_from(time: SystemTime) -> Result<Self> {
        let since = time.duration_since(UNIX_EPOCH).ok().filter(|since| since.as_secs() < END);
        // humantime panics outside of this range.
        let since = since.ok_or_else(|| {
            Error::invalid_input("a timestamp is from 1970 to 9999, and the time is not")
        })?;
        let is_in_milliseconds = since.subsec_nanos() % 1_000_000 == 0;
        let text = if is_in_milliseconds {
            humantime::format_rfc3339_millis(time)
        } else {
            humantime::format_rfc3339_nanos(time)
        };
        Ok(Self(text.to_string()))
    }
}

/// # Errors
///
/// [`InvalidInput`](crate::ErrorKind::InvalidInput) if the text is not an RFC 3339 timestamp in UTC.
impl TryFrom<&Timestamp> for SystemTime {
    type Error = Error;

    fn try_from(timestamp: &Timestamp) -> Result<Self> {
        timestamp.to_system_time().ok_or_else(|| {
            let text = quoted(&timestamp.0);
            Error::invalid_input(format!("{text} is not an RFC 3339 timestamp in UTC"))
        })
    }
}

/// # Errors
///
/// [`InvalidInput`](crate::ErrorKind::InvalidInput) if the time is before 1970.
#[cfg(feature = "jiff")]
#[cfg_attr(docsrs, doc(cfg(feature = "jiff")))]
impl TryFrom<jiff::Timestamp> for Timestamp {
    type Error = Error;

    fn try_from(time: jiff::Timestamp) -> Result<Self> {
        let time = SystemTime::try_from(time);
        Self::try_from(time.map_err(|error| Error::invalid_input(error.to_string()))?)
    }
}

/// # Errors
///
/// [`InvalidInput`](crate::ErrorKind::InvalidInput) if the text is not an RFC 3339 timestamp in UTC,
/// or if it is after `jiff::Timestamp::MAX`, the last but one day of 9999.
#[cfg(feature = "jiff")]
#[cfg_attr(docsrs, doc(cfg(feature = "jiff")))]
impl TryFrom<&Timestamp> for jiff::Timestamp {
    type Error = Error;

    fn try_from(timestamp: &Timestamp) -> Result<Self> {
        let time = SystemTime::try_from(timestamp)?;
        Self::try_from(time).map_err(|error| Error::invalid_input(error.to_string()))
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
