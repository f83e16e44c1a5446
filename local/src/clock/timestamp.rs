//! Times as the service writes them.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use connect_participant::Timestamp;

/// The time from 1970 to the last moment that the service can write.
const LATEST: Duration = Duration::from_millis(253_402_300_799_999);

/// Returns a time as the service writes it, in milliseconds. A time before 1970 or after 9999
/// becomes the first or the last moment that it can write.
pub(crate) fn timestamp(time: SystemTime) -> Timestamp {
    humantime::format_rfc3339_millis(writable(time)).to_string().into()
}

/// Returns a time as the header `Date` has it.
pub(crate) fn http_date(time: SystemTime) -> String {
    httpdate::fmt_http_date(writable(time))
}

/// humantime and httpdate panic outside of this range.
fn writable(time: SystemTime) -> SystemTime {
    UNIX_EPOCH + time.duration_since(UNIX_EPOCH).unwrap_or_default().min(LATEST)
}

/// Returns the last moment that the service can write.
pub(crate) fn latest() -> Timestamp {
    timestamp(UNIX_EPOCH + LATEST)
}
