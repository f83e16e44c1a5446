//! Custom clocks, and executors without timers.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use connect_participant::{Client, Clock, ErrorKind, SleepFuture, Transport, TransportFuture};
use connect_participant_tests::{Outcome, ScriptedTransport, typing};
use futures_executor::block_on;

/// A clock that skips every wait and adds it up.
#[derive(Clone)]
struct Skipping {
    skipped: Arc<Mutex<Duration>>,
}

impl Clock for Skipping {
    fn now(&self) -> Duration {
        *self.skipped.lock().unwrap()
    }

    /// The time starts in 1970, and so before any time that the clock of this machine can have.
    fn system_time(&self) -> SystemTime {
        UNIX_EPOCH + self.now()
    }

    fn sleep(&self, duration: Duration) -> SleepFuture<'_> {
        Box::pin(async move { *self.skipped.lock().unwrap() += duration })
    }
}

fn clock() -> Skipping {
    Skipping { skipped: Arc::default() }
}

#[test]
fn retries_and_timeouts_use_the_custom_clock() {
    let clock = clock();
    let transport = ScriptedTransport::new(|attempt| match attempt {
        1 => Outcome::status(503),
        2 => Outcome::Never,
        _ => Outcome::ok(),
    });
    let client = transport.builder().clock(clock.clone()).build().unwrap();
    block_on(client.call(typing())).unwrap();
    // A delay of 1 s, an attempt of 10 s, a delay of 2 s.
    assert_eq!(*clock.skipped.lock().unwrap(), Duration::from_secs(13));

    let transport = ScriptedTransport::new(|_| Outcome::Never);
    let client = transport.builder().clock(clock.clone()).build().unwrap();
    let error = block_on(client.call(typing())).unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 3));
    assert_eq!(*clock.skipped.lock().unwrap(), Duration::from_secs(13 + 30));
}

#[test]
fn a_retry_after_date_uses_the_custom_clock() {
    let clock = clock();
    let transport = ScriptedTransport::new(|attempt| match attempt {
        1 => Outcome::status(429).header("retry-after", "Thu, 01 Jan 1970 00:00:07 GMT"),
        _ => Outcome::ok(),
    });
    let client = transport.builder().clock(clock.clone()).build().unwrap();
    block_on(client.call(typing())).unwrap();
    assert_eq!(*clock.skipped.lock().unwrap(), Duration::from_secs(7));
}

/// A transport that is not ready at once.
struct Slow;

impl Transport for Slow {
    fn send(&self, _: http::Request<Bytes>) -> TransportFuture<'_> {
        Box::pin(async {
            tokio::task::yield_now().await;
            Ok(http::Response::new(Bytes::from_static(b"{}")))
        })
    }
}

#[test]
fn calls_without_a_clock_have_no_timeout() {
    let client = Client::builder().region("eu-central-1").transport(Slow).build().unwrap();
    block_on(client.call(typing())).unwrap();
}

/// A transport that never yields by itself, and so exhausts the cooperative budget of its Tokio
/// task.
struct Busy;

impl Transport for Busy {
    fn send(&self, _: http::Request<Bytes>) -> TransportFuture<'_> {
        Box::pin(async {
            loop {
                tokio::task::coop::consume_budget().await;
            }
        })
    }
}

#[tokio::test]
async fn a_busy_transport_times_out() {
    let client = Client::builder()
        .region("eu-central-1")
        .transport(Busy)
        .operation_timeout(Duration::from_millis(10))
        .build()
        .unwrap();
    let error = client.call(typing()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
}

/// Without a clock there are no delays, and retries without a delay would add load to a failing
/// service.
#[test]
fn calls_without_a_clock_are_not_retried() {
    let transport = ScriptedTransport::new(|_| Outcome::status(503));
    let error = block_on(transport.client().call(typing())).unwrap_err();
    assert_eq!((error.attempts(), transport.attempts().len()), (1, 1));
}
