//! The clocks of the operating system, and the timers of Tokio.

use std::sync::LazyLock;
use std::time::{Duration, Instant, SystemTime};

use tokio::runtime::Handle;

/// The origin of the monotonic clock.
static ORIGIN: LazyLock<Instant> = LazyLock::new(Instant::now);

/// The time at the origin. It is longer than a runtime lives: a paused runtime can be behind the
/// origin.
const AT_ORIGIN: Duration = Duration::from_secs(100 * 365 * 24 * 60 * 60);

/// Returns the monotonic time. It agrees with that of a Tokio runtime, because two clients with
/// different clocks may share their rate limits.
pub(super) fn now() -> Duration {
    AT_ORIGIN + ORIGIN.elapsed()
}

/// Returns the wall-clock time.
pub(super) fn system_time() -> SystemTime {
    SystemTime::now()
}

/// Returns `true` if the current thread has the timers of Tokio.
pub(super) fn has_tokio_timers() -> bool {
    Handle::try_current().is_ok()
}

/// Returns the time of the Tokio runtime, which a test may have paused.
pub(crate) fn tokio_now() -> Duration {
    let now = tokio::time::Instant::now().into_std();
    let after = now.saturating_duration_since(*ORIGIN);
    let before = ORIGIN.saturating_duration_since(now);
    (AT_ORIGIN + after).saturating_sub(before)
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;
    use std::time::Duration;

    use tokio::time::advance;

    use super::{ORIGIN, now, tokio_now};

    #[tokio::test]
    async fn clocks_of_the_machine_agree() {
        let (before, tokio, after) = (now(), tokio_now(), now());
        assert!(before <= tokio && tokio <= after, "{before:?} {tokio:?} {after:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn a_runtime_behind_the_origin_has_its_own_time() {
        // The time of this runtime stands still since before the origin.
        LazyLock::force(&ORIGIN);
        let start = tokio_now();
        advance(Duration::from_nanos(1)).await;
        assert_eq!(tokio_now(), start + Duration::from_nanos(1));
    }
}
