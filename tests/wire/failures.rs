//! A service that is not there, breaks off, or takes too long.

use std::time::{Duration, Instant};

use connect_participant::{Error, ErrorKind};
use connect_participant_tests::{Answer, Recorder, builder, client, closed_port};

use crate::call::{error_of, typing};

const SHORT: Duration = Duration::from_millis(50);

fn check(error: &Error, kind: ErrorKind) {
    assert_eq!(error.kind(), kind, "{error:?}");
    assert!(error.is_retryable(), "{error}");
    assert_eq!((error.operation(), error.attempts()), (Some("SendEvent"), 1), "{error}");
    assert_eq!((error.status(), error.request_id()), (None, None), "{error}");
    assert!(std::error::Error::source(error).is_some(), "{error}");
}

#[tokio::test]
async fn a_closed_port_is_a_refused_connection() {
    let error = client(closed_port().await).send_event(typing()).await.unwrap_err();
    check(&error, ErrorKind::Transport);
    let text = error.to_string();
    assert!(text.starts_with("SendEvent failed: Transport: "), "{text}");
    assert!(text.to_lowercase().contains("refused"), "{text}");
}

#[tokio::test]
async fn a_connection_that_closes_before_the_answer_is_a_transport_failure() {
    for answer in [Answer::nothing(), Answer::ok("{}").cut_in_head()] {
        let error = error_of(answer).await;
        check(&error, ErrorKind::Transport);
        let text = error.to_string();
        assert!(
            text.starts_with("SendEvent failed: Transport: no answer from http://127."),
            "{text}"
        );
        assert!(text.contains(": connection closed"), "{text}");
    }
}

#[tokio::test]
async fn a_service_that_never_answers_runs_into_the_timeout_of_the_attempt() {
    let recorder = Recorder::start(Answer::never()).await;
    let client = builder(recorder.url()).operation_attempt_timeout(SHORT).build().unwrap();
    let error = client.send_event(typing()).await.unwrap_err();
    check(&error, ErrorKind::Timeout);
    let reason = format!("no answer from {}: it took longer than 50ms", recorder.url());
    assert_eq!(error.to_string(), format!("SendEvent failed: Timeout: {reason}"));
}

#[tokio::test]
async fn the_timeout_of_the_operation_holds_where_it_is_shorter() {
    let recorder = Recorder::start(Answer::never()).await;
    let client = builder(recorder.url()).operation_timeout(SHORT).build().unwrap();
    let start = Instant::now();
    let error = client.send_event(typing()).await.unwrap_err();
    // The default for an attempt is 10 seconds, and would end it too.
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
    check(&error, ErrorKind::Timeout);
}

/// The head comes at once and each byte soon after the last, so nothing but the whole can be too slow.
#[tokio::test]
async fn a_dripping_body_runs_into_it_too() {
    let body = format!("{{{}}}", " ".repeat(200));
    let recorder = Recorder::start(Answer::ok(body).dripping(SHORT / 10)).await;
    let client = builder(recorder.url()).operation_attempt_timeout(SHORT).build().unwrap();
    let error = client.send_event(typing()).await.unwrap_err();
    check(&error, ErrorKind::Timeout);
}

#[tokio::test]
async fn a_slow_body_within_the_time_is_read() {
    let answer = Answer::ok(r#"{"Id":"1"}"#).dripping(Duration::from_millis(1));
    let recorder = Recorder::start(answer).await;
    let output = client(recorder.url()).send_event(typing()).await.unwrap();
    assert_eq!(output.id.as_deref(), Some("1"));
}

/// The connection of a call that was given up is not the next call's.
#[tokio::test]
async fn a_client_works_on_after_a_failure() {
    // Long enough for a busy machine to get the first request across.
    let timeout = Duration::from_millis(300);
    for (failure, kind) in [
        (Answer::never(), ErrorKind::Timeout),
        (Answer::nothing(), ErrorKind::Transport),
        (Answer::ok("{}  ").cut_short_after(1), ErrorKind::UnreadableResponse),
        (Answer::status(503), ErrorKind::Service),
    ] {
        let recorder = Recorder::start_with([failure, Answer::ok("{}")]).await;
        let client = builder(recorder.url()).operation_attempt_timeout(timeout).build().unwrap();
        assert_eq!(client.send_event(typing()).await.unwrap_err().kind(), kind);
        client.send_event(typing()).await.unwrap();
        assert_eq!(recorder.requests().len(), 2);
    }
}

/// Everything that the tests above wait for has an end of its own: none of the defaults is endless.
#[test]
fn a_zero_timeout_is_refused() {
    let builders = [
        builder("http://127.0.0.1").connect_timeout(Duration::ZERO),
        builder("http://127.0.0.1").operation_attempt_timeout(Duration::ZERO),
        builder("http://127.0.0.1").operation_timeout(Duration::ZERO),
    ];
    for builder in builders {
        assert_eq!(builder.build().unwrap_err().kind(), ErrorKind::InvalidInput);
    }
}

/// Without a runtime there is nothing to send with: that is an error, and no panic.
#[test]
fn a_call_without_tokio_is_a_transport_failure() {
    let call = client("http://127.0.0.1:1");
    let error = futures_executor::block_on(call.send_event(typing())).unwrap_err();
    let reason = "no answer from http://127.0.0.1:1: there is no Tokio runtime to run on";
    assert_eq!(error.to_string(), format!("SendEvent failed: Transport: {reason}"));
}
