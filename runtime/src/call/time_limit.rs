//! A time limit for a future, by the client's clock.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::Duration;

use tokio::task::unconstrained;

use crate::config::Config;

/// Returns the output of a future, or `None` if it is not ready within the limit.
pub(crate) async fn within<T>(
    config: &Config,
    limit: Duration,
    mut future: impl Future<Output = T> + Unpin,
) -> Option<T> {
    // The timer is unconstrained, because a transport that is always ready would use up the task's
    // budget, and the timer would never fire.
    let mut timer = pin!(unconstrained(config.time.sleep(limit)));
    poll_fn(|context| match Pin::new(&mut future).poll(context) {
        // A response that has arrived counts, even if its time is up.
        Poll::Ready(output) => Poll::Ready(Some(output)),
        Poll::Pending => timer.as_mut().poll(context).map(|()| None),
    })
    .await
}
