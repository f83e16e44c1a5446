//! Which failures are tried again, and that the service can know it.

use std::collections::HashSet;

use connect_participant::{ErrorKind, TransportError};
use connect_participant_model::{EXCEPTIONS, THROTTLING, THROTTLING_CODES};
use connect_participant_tests::{Outcome, Scripted, typing};
use serde_json::Value;

/// A call whose first attempt ends so is tried again.
async fn is_tried_again(what: &str, first: impl Fn() -> Outcome + Send + Sync + 'static) {
    let transport =
        Scripted::new(move |attempt| if attempt == 1 { first() } else { Outcome::ok() });
    let result = transport.client().call(typing()).await;
    assert!(result.is_ok(), "{what}: {result:?}");
    assert_eq!(transport.attempts().len(), 2, "{what}");
}

/// A call whose first attempt ends so is not.
async fn is_final(
    what: &str,
    kind: ErrorKind,
    first: impl Fn() -> Outcome + Send + Sync + 'static,
) {
    let transport =
        Scripted::new(move |attempt| if attempt == 1 { first() } else { Outcome::ok() });
    let error = transport.client().call(typing()).await.unwrap_err();
    assert_eq!((error.kind(), error.is_retryable()), (kind, false), "{what}: {error}");
    assert_eq!((error.attempts(), transport.attempts().len()), (1, 1), "{what}");
}

#[tokio::test(start_paused = true)]
async fn a_status_that_may_pass() {
    for status in [429, 500, 502, 503, 504] {
        is_tried_again(&status.to_string(), move || Outcome::status(status)).await;
        let html = move || Outcome::status(status).body("<html>busy</html>");
        is_tried_again(&status.to_string(), html).await;
        let unknown = move || Outcome::status(status).header("x-amzn-errortype", "TeapotException");
        is_tried_again(&status.to_string(), unknown).await;
    }
}

#[tokio::test(start_paused = true)]
async fn no_other_status() {
    for status in (300..=428).chain(430..=499).chain([501, 505, 511, 599]) {
        let kind = EXCEPTIONS.iter().any(|exception| exception.status == status);
        let transport = Scripted::new(move |_| Outcome::status(status));
        let error = transport.client().call(typing()).await.unwrap_err();
        assert_eq!(transport.attempts().len(), 1, "{status}");
        assert_eq!(error.kind() == ErrorKind::Service, !kind, "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_throttling_code_under_any_status() {
    assert!(THROTTLING_CODES.contains(&THROTTLING.name));
    for &code in THROTTLING_CODES {
        for status in [400, 403, 409, 429, 500, 503] {
            let header = move || Outcome::status(status).header("x-amzn-errortype", code);
            is_tried_again(code, header).await;
            let body = move || Outcome::status(status).body(format!(r#"{{"__type":"a#{code}"}}"#));
            is_tried_again(code, body).await;
        }
    }
}

/// What the service says counts, and not the status that a gateway may have put on it.
#[tokio::test(start_paused = true)]
async fn no_exception_that_stays_by_its_status() {
    for exception in EXCEPTIONS {
        let name = exception.name;
        if ["ThrottlingException", "InternalServerException"].contains(&name) {
            continue;
        }
        for status in [429, 500, 502, 503, 504] {
            let answer = move || Outcome::status(status).header("x-amzn-errortype", name);
            let transport = Scripted::new(move |_| answer());
            let error = transport.client().call(typing()).await.unwrap_err();
            assert_ne!(error.kind(), ErrorKind::Service, "{error}");
            assert_eq!((error.attempts(), transport.attempts().len()), (1, 1), "{error}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn what_breaks_on_the_way() {
    is_tried_again("refused", Outcome::refused).await;
    is_tried_again("connect timeout", Outcome::connect_timeout).await;
    is_tried_again("no answer", || Outcome::Never).await;
    is_tried_again("cut short", || Outcome::ok().cut_short()).await;
    is_tried_again("503 cut short", || Outcome::status(503).cut_short()).await;
}

#[tokio::test(start_paused = true)]
async fn no_answer_that_would_be_the_same_again() {
    let unreadable = ErrorKind::UnreadableResponse;
    is_final("empty", unreadable, || Outcome::status(200)).await;
    is_final("html", unreadable, || Outcome::ok().body("<html>")).await;
    is_final("list", unreadable, || Outcome::ok().body("[]")).await;
    let too_large = || Outcome::ok().body(format!("{{{}}}", " ".repeat(1024 * 1024)));
    is_final("too large", unreadable, too_large).await;
    is_final("too large, said by the transport", unreadable, || {
        let (head, ()) = http::Response::new(()).into_parts();
        TransportError::too_large(head, 10).into()
    })
    .await;
    is_final("redirect", ErrorKind::Service, || Outcome::status(307).header("location", "/")).await;
    is_final("403 cut short", ErrorKind::AccessDenied, || Outcome::status(403).cut_short()).await;
}

#[tokio::test(start_paused = true)]
async fn no_input_that_is_refused() {
    let transport = Scripted::new(|_| Outcome::ok());
    let error = transport.client().call(typing().message_id("1")).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::InvalidInput, 0));
    assert_eq!(transport.attempts().len(), 0);
}

/// One client token for a call, another one for the next call.
#[tokio::test(start_paused = true)]
async fn every_attempt_sends_the_same() {
    let transport = Scripted::new(|attempt| match attempt % 3 {
        0 => Outcome::ok(),
        _ => Outcome::status(503),
    });
    let client = transport.client();
    let mut tokens = HashSet::new();
    for _ in 0..10 {
        let before = transport.attempts().len();
        client.call(typing()).await.unwrap();
        let attempts = transport.attempts().split_off(before);
        assert_eq!(attempts.len(), 3);
        let [first, others @ ..] = &attempts[..] else { panic!("no attempt") };
        for other in others {
            assert_eq!(first.request.body(), other.request.body());
            assert_eq!(first.request.uri(), other.request.uri());
            assert_eq!(first.request.method(), other.request.method());
            assert_eq!(first.request.headers(), other.request.headers());
        }
        let body: Value = serde_json::from_slice(first.request.body()).unwrap();
        tokens.insert(body["ClientToken"].as_str().unwrap().to_owned());
    }
    assert_eq!(tokens.len(), 10);
}

#[tokio::test(start_paused = true)]
async fn as_often_as_it_is_told_and_by_default_three_times() {
    for (max_attempts, attempts) in [(None, 3), (Some(1), 1), (Some(2), 2), (Some(5), 5)] {
        let transport = Scripted::new(|_| Outcome::status(429).header("x-amzn-requestid", "1b2c"));
        let builder = match max_attempts {
            Some(max_attempts) => transport.builder().max_attempts(max_attempts),
            None => transport.builder(),
        };
        let client = builder.operation_timeout(std::time::Duration::MAX).build().unwrap();
        let error = client.call(typing()).await.unwrap_err();
        assert_eq!(transport.attempts().len(), attempts as usize);
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Throttling, attempts));
        let notes = match attempts {
            1 => "HTTP 429, request id 1b2c".to_owned(),
            _ => format!("HTTP 429, request id 1b2c, {attempts} attempts"),
        };
        assert_eq!(error.to_string(), format!("SendEvent failed: Throttling ({notes})"));
    }
}

/// The error is that of the last attempt, which is the one that is true now.
#[tokio::test(start_paused = true)]
async fn the_last_error_is_told() {
    let transport = Scripted::new(|attempt| match attempt {
        1 => Outcome::refused(),
        2 => Outcome::status(503),
        _ => Outcome::status(403).body(r#"{"message":"Access denied"}"#),
    });
    let error = transport.client().call(typing()).await.unwrap_err();
    let told = "SendEvent failed: AccessDenied: Access denied (HTTP 403, 3 attempts)";
    assert_eq!(error.to_string(), told);
}

#[test]
fn zero_attempts_are_refused() {
    let transport = Scripted::new(|_| Outcome::ok());
    let error = transport.builder().max_attempts(0).build().unwrap_err();
    assert_eq!(
        error.to_string(),
        "InvalidInput: `max_attempts` is zero: set 1 for a single attempt without retries"
    );
}
