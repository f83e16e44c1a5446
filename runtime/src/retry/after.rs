//! How long the service asks to be left alone.

use std::time::{Duration, SystemTime};

use http::header::{DATE, RETRY_AFTER};
use http::{HeaderMap, HeaderName};

use crate::header::{AMZ_RETRY_AFTER, text};

/// How long to wait by the headers of an answer. What cannot be read counts as absent.
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let number = |name| text(headers, &name)?.parse().ok();
    number(AMZ_RETRY_AFTER)
        .map(Duration::from_millis)
        .or_else(|| number(RETRY_AFTER).map(Duration::from_secs))
        .or_else(|| {
            // Both by the service's clock, where it tells the time: this machine's may be wrong.
            let now = date(headers, &DATE).unwrap_or_else(SystemTime::now);
            let then = date(headers, &RETRY_AFTER)?;
            Some(then.duration_since(now).unwrap_or_default())
        })
}

fn date(headers: &HeaderMap, name: &HeaderName) -> Option<SystemTime> {
    httpdate::parse_http_date(text(headers, name)?).ok()
}
