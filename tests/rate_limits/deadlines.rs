//! Calls whose turn does not come in time.

use std::sync::mpsc;
use std::time::Duration;

use connect_participant::{
    AcquireFuture, Client, Error, ErrorKind, PendingAttempt, RateLimiter, RateLimits,
    SendEventInput,
};
use connect_participant_tests::{ManualClock, Outcome, ScriptedTransport, typing};
use futures_executor::block_on;
use futures_util::FutureExt as _;
use tokio::time::Instant;

use crate::order::transport;

const SECOND: Duration = Duration::from_secs(1);

/// Fails a call whose turn would come after the deadline, and returns its error.
async fn refused(client: &Client) -> Error {
    let start = Instant::now();
    let error = client.call(typing()).await.unwrap_err();
    assert_eq!((error.kind(), start.elapsed()), (ErrorKind::RateLimited, Duration::ZERO));
    error
}

#[tokio::test(start_paused = true)]
async fn a_call_without_a_turn_in_time_fails_at_once() {
    let transport = transport();
    let limits = RateLimits::none().limit::<SendEventInput>(1, 1);
    let builder = transport.builder().operation_timeout(3 * SECOND);
    let client = builder.rate_limits(limits).build().unwrap();
    let mut calls: Vec<_> = (0..4).map(|_| client.call(typing())).collect();
    for call in &mut calls {
        let _ = call.now_or_never();
    }
    let error = refused(&client).await;
    assert_eq!(
        error.to_string(),
        "SendEvent failed: RateLimited: not sent: the rate limit requires a wait of 4s, and the \
         call has 3s left"
    );
    assert_eq!((error.attempts(), error.status()), (0, None));
    assert_eq!(error.retry_after(), Some(SECOND));
    assert!(error.is_retryable() && !error.is_throttling());
    assert_eq!(transport.attempts().len(), 1, "nothing was sent");

    // After the pause, it has a turn.
    tokio::time::advance(SECOND).await;
    let mut call = client.call(typing());
    assert!((&mut call).now_or_never().is_none());
    refused(&client).await;
    drop(calls);
    call.await.unwrap();
}

/// A limiter whose turn never comes.
struct Never;

impl RateLimiter for Never {
    fn acquire<'a>(&'a self, _: PendingAttempt<'a>) -> AcquireFuture<'a> {
        Box::pin(std::future::pending())
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_fails_at_its_deadline() {
    let transport = transport();
    let client = transport.builder().rate_limits(Never).build().unwrap();
    let start = Instant::now();
    let error = client.call(typing()).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "SendEvent failed: RateLimited: not sent: the rate limit allowed no request within 30s"
    );
    assert_eq!((start.elapsed(), error.attempts()), (30 * SECOND, 0));
    assert!(transport.attempts().is_empty());
}

/// A rate that throttling has reduced may grow, so a call waits as long as it has time.
#[tokio::test(start_paused = true)]
async fn a_reduced_rate_fails_no_call_at_once() {
    let transport =
        ScriptedTransport::new(
            |attempt| {
                if attempt <= 2 { Outcome::status(429) } else { Outcome::ok() }
            },
        );
    let limits = RateLimits::none().limit::<SendEventInput>(10, 1);
    let builder = transport.builder().operation_timeout(SECOND).max_attempts(1);
    let client = builder.rate_limits(limits).build().unwrap();
    client.call(typing()).await.unwrap_err();
    let start = Instant::now();
    let error = client.call(typing()).await.unwrap_err();
    assert_eq!((error.kind(), start.elapsed()), (ErrorKind::RateLimited, SECOND));
    client.call(typing()).await.unwrap_err();
}

/// The wait counts towards the time of the call, but not towards that of an attempt.
#[tokio::test(start_paused = true)]
async fn the_wait_is_not_a_part_of_the_attempt() {
    let limits = RateLimits::none().limit::<SendEventInput>(1, 1);
    let builder = transport().builder().operation_attempt_timeout(SECOND / 10);
    let client = builder.rate_limits(limits.clone()).build().unwrap();
    let start = Instant::now();
    for _ in 0..3 {
        client.call(typing()).await.unwrap();
    }
    assert_eq!(start.elapsed(), 2 * SECOND);

    let never = ScriptedTransport::new(|_| Outcome::Never);
    let builder = never.builder().operation_timeout(3 * SECOND).rate_limits(limits);
    let error = builder.build().unwrap().call(typing()).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 1));
    assert_eq!(start.elapsed(), 5 * SECOND, "1 s for the turn, and 2 s for the attempt");
}

/// A caller that repeats a call that fails at once must leave time to other tasks.
#[tokio::test(start_paused = true)]
async fn a_loop_of_failing_calls_lets_other_tasks_run() {
    let limits = RateLimits::none().limit::<SendEventInput>(1, 1);
    let builder = transport().builder().operation_timeout(SECOND / 2).rate_limits(limits);
    let client = builder.build().unwrap();
    client.call(typing()).await.unwrap();
    let other = tokio::spawn(async {});
    for _ in 0..1_000 {
        refused(&client).await;
    }
    assert!(other.is_finished());
}

#[tokio::test(start_paused = true)]
async fn a_call_without_time_is_not_sent() {
    let transport = transport();
    let limits = RateLimits::none().limit::<SendEventInput>(1, 1);
    let client = transport.builder().rate_limits(limits).build().unwrap();
    let error = client.with_operation_timeout(Duration::ZERO).call(typing()).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::RateLimited, 0));
    assert_eq!(transport.attempts().len(), 0);
}

/// Without timers, nothing can wait.
#[test]
fn calls_without_a_clock_do_not_wait() {
    let limits = RateLimits::none().limit::<SendEventInput>(1, 1);
    let client = transport().builder().rate_limits(limits.adaptive(false)).build().unwrap();
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        block_on(client.call(typing())).unwrap();
        sender.send(block_on(client.call(typing())).unwrap_err().kind()).unwrap();
    });
    let kind = receiver.recv_timeout(60 * SECOND).expect("the call does not hang");
    assert_eq!(kind, ErrorKind::RateLimited);
}

#[tokio::test]
async fn the_wait_is_by_the_clock_of_the_client() {
    let clock = ManualClock::new();
    let limits = RateLimits::none().limit::<SendEventInput>(1, 1);
    let builder = transport().builder().clock(clock.clone()).rate_limits(limits);
    let client = builder.build().unwrap();
    client.call(typing()).await.unwrap();
    let mut call = client.call(typing());
    assert!((&mut call).now_or_never().is_none());
    clock.advance(Duration::from_nanos(999_999_999));
    assert!((&mut call).now_or_never().is_none());
    clock.advance(Duration::from_nanos(1));
    assert!((&mut call).now_or_never().is_some());
}
