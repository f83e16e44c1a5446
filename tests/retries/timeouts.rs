//! The timeouts of attempts and of whole calls.

use std::time::Duration;

use connect_participant::ErrorKind;
use connect_participant_tests::{Outcome, ScriptedTransport, typing};
use tokio::time::Instant;

#[tokio::test(start_paused = true)]
async fn timeouts_default_to_10_s_an_attempt_and_30_s_a_call() {
    let transport = ScriptedTransport::new(|_| Outcome::Never);
    let start = Instant::now();
    let error = transport.client().call(typing()).await.unwrap_err();
    // 10 s, a delay of 1 s, 10 s, a delay of 2 s, and the remaining 7 s.
    assert_eq!(transport.delays(), [11_000, 12_000]);
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
async fn the_attempt_timeout_also_limits_the_last_attempt() {
    let transport = ScriptedTransport::new(|_| Outcome::Never);
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

/// The delay would end at the operation timeout, without time for an attempt.
#[tokio::test(start_paused = true)]
async fn no_attempt_starts_at_the_operation_timeout() {
    let transport = ScriptedTransport::new(|_| Outcome::refused());
    let client = transport.builder().operation_timeout(Duration::from_secs(3)).build().unwrap();
    let start = Instant::now();
    let error = client.call(typing()).await.unwrap_err();
    assert_eq!(transport.delays(), [1_000]);
    assert_eq!(start.elapsed().as_millis(), 1_000);
    // The error is the failure of the attempt, not a timeout.
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Transport, 2));
}

#[tokio::test(start_paused = true)]
async fn an_infinite_operation_timeout_never_ends_a_call() {
    let transport = ScriptedTransport::new(|attempt| match attempt {
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

/// Dropping the future of a call cancels it: there is no further attempt.
#[tokio::test(start_paused = true)]
async fn a_dropped_call_is_cancelled() {
    let transport = ScriptedTransport::new(|_| Outcome::status(503));
    let client = transport.client();
    let result = tokio::time::timeout(Duration::from_millis(500), client.call(typing())).await;
    assert!(result.is_err());
    tokio::time::sleep(Duration::from_secs(100)).await;
    assert_eq!(transport.attempts().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_never_polled_sends_nothing() {
    let transport = ScriptedTransport::new(|_| Outcome::ok());
    let client = transport.client();
    drop(client.call(typing()));
    assert_eq!(transport.attempts().len(), 0);
}
