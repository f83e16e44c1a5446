//! A clock of the user's own, on an executor without timers.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use bytes::Bytes;
use connect_participant::{Client, Clock, ErrorKind, SleepFuture, Transport, TransportFuture};
use connect_participant_tests::{Outcome, Scripted, typing};
use futures_executor::block_on;

/// Skips every wait, and remembers it.
#[derive(Clone)]
struct Skipping {
    start: Instant,
    skipped: Arc<Mutex<Duration>>,
}

impl Clock for Skipping {
    fn now(&self) -> Instant {
        self.start + *self.skipped.lock().unwrap()
    }

    fn sleep(&self, duration: Duration) -> SleepFuture<'_> {
        Box::pin(async move { *self.skipped.lock().unwrap() += duration })
    }
}

fn clock() -> Skipping {
    Skipping { start: Instant::now(), skipped: Arc::default() }
}

#[test]
fn retries_and_timeouts_follow_it() {
    let clock = clock();
    let transport = Scripted::new(|attempt| match attempt {
        1 => Outcome::status(503),
        2 => Outcome::Never,
        _ => Outcome::ok(),
    });
    let client = transport.builder().clock(clock.clone()).build().unwrap();
    block_on(client.call(typing())).unwrap();
    // A pause of 1 s, an attempt of 10 s, a pause of 2 s.
    assert_eq!(*clock.skipped.lock().unwrap(), Duration::from_secs(13));

    let transport = Scripted::new(|_| Outcome::Never);
    let client = transport.builder().clock(clock.clone()).build().unwrap();
    let error = block_on(client.call(typing())).unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 3));
    assert_eq!(*clock.skipped.lock().unwrap(), Duration::from_secs(13 + 30));
}

/// A transport that takes its time, which nobody measures.
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
fn without_any_clock_there_is_no_timeout() {
    let client = Client::builder().region("eu-central-1").transport(Slow).build().unwrap();
    block_on(client.call(typing())).unwrap();
}

/// A transport that always has something to do, and so uses up what Tokio grants a task at a time.
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
async fn a_timeout_holds_for_a_transport_that_is_always_busy() {
    let client = Client::builder()
        .region("eu-central-1")
        .transport(Busy)
        .operation_timeout(Duration::from_millis(10))
        .build()
        .unwrap();
    let error = client.call(typing()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
}

/// With nothing to wait with, an error is told at once: a retry without a pause would make a bad day worse.
#[test]
fn without_any_clock_nothing_is_tried_again() {
    let transport = Scripted::new(|_| Outcome::status(503));
    let error = block_on(transport.client().call(typing())).unwrap_err();
    assert_eq!((error.attempts(), transport.attempts().len()), (1, 1));
}
