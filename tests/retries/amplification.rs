//! The load of many callers on a service that fails: the requests on the wire for each call.

use std::sync::Mutex;
use std::time::Duration;

use connect_participant::{Client, TransportError};
use connect_participant_tests::{Outcome, Recorder, Response, ScriptedTransport, builder, typing};
use futures_util::future::join_all;
use tokio::time::timeout;

const CALLERS: usize = 1_000;

/// The time after which a test has failed, and a longer one.
const HANG: Duration = Duration::from_secs(60);
const NEVER: Duration = Duration::from_secs(3_600);

/// The retries that a full quota of 500 allows: each takes 5.
const RETRIES: usize = 100;

/// Makes a call from each caller at the same time, and returns the number of successes.
async fn call(client: &Client) -> usize {
    let results = join_all((0..CALLERS).map(|_| client.call(typing()))).await;
    results.iter().filter(|result| result.is_ok()).count()
}

/// Returns the requests of 1,000 calls to a service with this outcome, and those of 1,000 more.
async fn requests(outcome: fn() -> Outcome) -> [usize; 2] {
    let transport = ScriptedTransport::new(move |_| outcome());
    let client = transport.client();
    assert_eq!(call(&client).await, 0);
    let first = transport.attempts().len();
    assert_eq!(call(&client).await, 0);
    [first, transport.attempts().len() - first]
}

#[tokio::test(start_paused = true)]
async fn failures_add_a_tenth_to_1000_calls_and_nothing_later() {
    let failures: [fn() -> Outcome; 4] = [
        || Outcome::status(503),
        || Outcome::status(429),
        || Outcome::status(429).header("retry-after", "2"),
        Outcome::refused,
    ];
    for failure in failures {
        assert_eq!(requests(failure).await, [CALLERS + RETRIES, CALLERS]);
    }
}

/// A retry after a timeout takes twice as much.
#[tokio::test(start_paused = true)]
async fn timeouts_add_a_twentieth() {
    assert_eq!(requests(|| Outcome::Never).await, [CALLERS + RETRIES / 2, CALLERS]);
}

/// A request on a stale connection is sent once more without quota, so each attempt is at most two
/// requests.
#[tokio::test(start_paused = true)]
async fn stale_connections_at_most_double_the_requests() {
    let stale = || Outcome::from(TransportError::stale_connection("closed"));
    assert_eq!(requests(stale).await, [2 * (CALLERS + RETRIES), 2 * CALLERS]);
}

/// A success gives back at most the cost of one retry, so it allows at most one more.
#[tokio::test(start_paused = true)]
async fn successes_allow_at_most_one_retry_each() {
    for percent in [1, 10, 50, 90, 99] {
        let random = Mutex::new(fastrand::Rng::with_seed(percent));
        let transport = ScriptedTransport::new(move |_| {
            let fails = random.lock().unwrap().u64(..100) < percent;
            if fails { Outcome::status(503) } else { Outcome::ok() }
        });
        let client = transport.client();
        let succeeded = call(&client).await + call(&client).await;
        let retries = transport.attempts().len() - 2 * CALLERS;
        assert!(
            retries <= RETRIES + succeeded,
            "{percent} %: {retries} retries, {succeeded} successes"
        );
    }
}

/// The same over loopback and in real time. All calls are in one task, and the end of a connection is
/// the last event of a call: without a wake-up, it would wait for the end of the attempt.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn failures_add_a_tenth_over_loopback() {
    let failures = [
        Response::status(503),
        Response::status(429),
        Response::nothing(),
        Response::nothing().then_reset(),
    ];
    for failure in failures {
        let server = Recorder::start(failure.clone()).await;
        let client = builder(server.url())
            .max_attempts(3)
            .initial_backoff(Duration::from_millis(50))
            .operation_attempt_timeout(NEVER)
            .operation_timeout(NEVER)
            .build()
            .unwrap();
        let successes = timeout(HANG, call(&client)).await.expect("every call ends");
        assert_eq!(successes, 0);
        assert_eq!(server.requests().len(), CALLERS + RETRIES, "{failure:?}");
    }
}
