//! The timers of the page.

use std::time::Duration;

use connect_participant::{Clock, SleepFuture};
use js_sys::Promise;
use wasm_bindgen_futures::JsFuture;

use crate::promise::run;

/// Waits with `setTimeout`. The time is the default one, which is that of the browser.
pub(crate) struct PageClock;

impl Clock for PageClock {
    fn sleep(&self, duration: Duration) -> SleepFuture<'_> {
        // A longer time would be reduced to zero: it is 24 days.
        let milliseconds = i32::try_from(duration.as_millis()).unwrap_or(i32::MAX);
        let waited = run(async move {
            let promise = Promise::new(&mut |resolve, _| {
                if let Some(window) = web_sys::window() {
                    let set = window
                        .set_timeout_with_callback_and_timeout_and_arguments_0(
                            &resolve,
                            milliseconds,
                        );
                    debug_assert!(set.is_ok(), "`setTimeout` takes a function");
                }
            });
            // The promise is never rejected.
            let _ = JsFuture::from(promise).await;
        });
        Box::pin(async {
            waited.await;
        })
    }
}
