//! The clocks of a browser, where those of the standard library and of Tokio panic.

use std::sync::LazyLock;
use std::time::{Duration, SystemTime};

use web_time::Instant;
use web_time::web::SystemTimeExt as _;

/// The origin of the monotonic clock.
static ORIGIN: LazyLock<Instant> = LazyLock::new(Instant::now);

/// Returns the time since the origin.
pub(super) fn now() -> Duration {
    ORIGIN.elapsed()
}

/// Returns the wall-clock time.
pub(super) fn system_time() -> SystemTime {
    web_time::SystemTime::now().to_std()
}

/// Returns `false`: there are no timers of Tokio.
pub(super) fn has_tokio_timers() -> bool {
    false
}

/// Returns the time since the origin.
pub(crate) fn tokio_now() -> Duration {
    now()
}
