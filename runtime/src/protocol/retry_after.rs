//! The pause that the service asks for before the next call.

use std::time::{Duration, SystemTime};

use http::header::{DATE, RETRY_AFTER};
use http::{HeaderMap, HeaderName};

use crate::protocol::header::{AMZ_RETRY_AFTER, text};

/// Returns the pause that the headers of a response ask for. A header that cannot be parsed is
/// ignored. `system_time` is used for a date only.
pub(crate) fn retry_after(
    headers: &HeaderMap,
    system_time: impl Fn() -> SystemTime,
) -> Option<Duration> {
    let number = |name| text(headers, &name)?.parse().ok();
    number(AMZ_RETRY_AFTER)
        .map(Duration::from_millis)
        .or_else(|| number(RETRY_AFTER).map(Duration::from_secs))
        .or_else(|| {
            // The clock of this machine may be wrong, so both dates are the service's if it sends
            // its own.
            let now = date(headers, &DATE).unwrap_or_else(&system_time);
            let then = date(headers, &RETRY_AFTER)?;
            Some(then.duration_since(now).unwrap_or_default())
        })
}

/// Returns the date in a header.
pub(crate) fn date(headers: &HeaderMap, name: &HeaderName) -> Option<SystemTime> {
    httpdate::parse_http_date(text(headers, name)?).ok()
}
