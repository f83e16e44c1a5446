//! A time limit for a future, by the client's clock.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::Duration;

use tokio::task::{unconstrained, yield_now};

use crate::config::Config;

/// The number of times that the runtime looks at its sockets and tasks before an attempt times out.
/// With HTTP/2, a response passes two tasks on its way: that of the connection, and that of the
/// stream.
const FINAL_CHECKS: usize = 3;

/// Returns the output of a future, or `None` if it is not ready within the limit. What has arrived
/// when the time is up counts. With a limit of zero, the future is not polled.
pub(crate) async fn within<T>(
    config: &Config,
    limit: Duration,
    mut future: impl Future<Output = T> + Unpin,
) -> Option<T> {
    if limit.is_zero() {
        return None;
    }
    // The timer is unconstrained, because a transport that is always ready would use up the task's
    // budget, and the timer would never fire.
    let mut timer = pin!(unconstrained(async {
        config.time.sleep(limit).await;
        // If the task was busy, the runtime has not looked yet whether a socket is readable.
        for _ in 0..FINAL_CHECKS {
            yield_now().await;
        }
    }));
    poll_fn(|context| match Pin::new(&mut future).poll(context) {
        Poll::Ready(output) => Poll::Ready(Some(output)),
        Poll::Pending => timer.as_mut().poll(context).map(|()| None),
    })
    .await
}
