//! How long things may take.

use std::time::Duration;

use connect_participant::ErrorKind;
use connect_participant_tests::{Outcome, Scripted, typing};
use tokio::time::Instant;

#[tokio::test(start_paused = true)]
async fn by_default_an_attempt_takes_10_seconds_and_a_call_30() {
    let transport = Scripted::new(|_| Outcome::Never);
    let start = Instant::now();
    let error = transport.client().call(typing()).await.unwrap_err();
    // 10 s, a pause of 1 s, 10 s, a pause of 2 s, and the 7 s that are left.
    assert_eq!(transport.pauses(), [11_000, 12_000]);
    assert_eq!(start.elapsed().as_secs(), 30);
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 3));
    let endpoint = "https://participant.connect.eu-central-1.amazonaws.com";
    assert_eq!(
        error.to_string(),
        format!(
            "SendEvent failed: Timeout: no response from {endpoint}: the call took longer than 30s (3 attempts)"
        )
    );
}

#[tokio::test(start_paused = true)]
async fn the_time_of_an_attempt_is_that_of_the_last_one_too() {
    let transport = Scripted::new(|_| Outcome::Never);
    let client =
        transport.builder().operation_attempt_timeout(Duration::from_secs(2)).build().unwrap();
    let start = Instant::now();
    let error = client.call(typing()).await.unwrap_err();
    assert_eq!(start.elapsed().as_secs(), 9);
    assert!(
        error.to_string().ends_with(": the attempt took longer than 2s (3 attempts)"),
        "{error}"
    );
}

/// A pause that would end when the call does would be for nothing.
#[tokio::test(start_paused = true)]
async fn no_attempt_is_begun_without_time_for_it() {
    let transport = Scripted::new(|_| Outcome::refused());
    let client = transport.builder().operation_timeout(Duration::from_secs(3)).build().unwrap();
    let start = Instant::now();
    let error = client.call(typing()).await.unwrap_err();
    assert_eq!(transport.pauses(), [1_000]);
    assert_eq!(start.elapsed().as_millis(), 1_000);
    // It is what went wrong that is told, and not that there was no time to try again.
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Transport, 2));
}

#[tokio::test(start_paused = true)]
async fn a_time_without_end_is_one() {
    let transport = Scripted::new(|attempt| match attempt {
        1..=4 => Outcome::Never,
        _ => Outcome::ok(),
    });
    let client = transport
        .builder()
        .operation_timeout(Duration::MAX)
        .operation_attempt_timeout(Duration::from_secs(1_000_000))
        .initial_backoff(Duration::MAX)
        .max_backoff(Duration::from_secs(1))
        .max_attempts(u32::MAX)
        .build()
        .unwrap();
    client.call(typing()).await.unwrap();
    assert_eq!(transport.attempts().len(), 5);
}

/// What the caller gives up is given up: no attempt is made for a call that nobody waits for.
#[tokio::test(start_paused = true)]
async fn a_call_that_is_dropped_is_over() {
    let transport = Scripted::new(|_| Outcome::status(503));
    let client = transport.client();
    let given_up = tokio::time::timeout(Duration::from_millis(500), client.call(typing())).await;
    assert!(given_up.is_err());
    tokio::time::sleep(Duration::from_secs(100)).await;
    assert_eq!(transport.attempts().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_call_that_nobody_waits_for_yet_sends_nothing() {
    let transport = Scripted::new(|_| Outcome::ok());
    let client = transport.client();
    drop(client.call(typing()));
    assert_eq!(transport.attempts().len(), 0);
}
