//! The failures that are retried, and the content of repeated attempts.

use std::collections::HashSet;

use connect_participant::{ErrorKind, TransportError};
use connect_participant_model::{EXCEPTIONS, THROTTLING, THROTTLING_CODES};
use connect_participant_tests::{Outcome, ScriptedTransport, typing};
use serde_json::Value;

/// Checks that a call is retried if its first attempt ends like this.
async fn assert_retried(what: &str, first: impl Fn() -> Outcome + Send + Sync + 'static) {
    let transport =
        ScriptedTransport::new(move |attempt| if attempt == 1 { first() } else { Outcome::ok() });
    let result = transport.client().call(typing()).await;
    assert!(result.is_ok(), "{what}: {result:?}");
    assert_eq!(transport.attempts().len(), 2, "{what}");
}

/// Checks that a call is not retried if its first attempt ends like this.
async fn assert_not_retried(
    what: &str,
    kind: ErrorKind,
    first: impl Fn() -> Outcome + Send + Sync + 'static,
) {
    let transport =
        ScriptedTransport::new(move |attempt| if attempt == 1 { first() } else { Outcome::ok() });
    let error = transport.client().call(typing()).await.unwrap_err();
    assert_eq!((error.kind(), error.is_retryable()), (kind, false), "{what}: {error}");
    assert_eq!((error.attempts(), transport.attempts().len()), (1, 1), "{what}");
}

#[tokio::test(start_paused = true)]
async fn transient_statuses_are_retried() {
    for status in [429, 500, 502, 503, 504] {
        assert_retried(&status.to_string(), move || Outcome::status(status)).await;
        let html = move || Outcome::status(status).body("<html>busy</html>");
        assert_retried(&status.to_string(), html).await;
        let unknown = move || Outcome::status(status).header("x-amzn-errortype", "TeapotException");
        assert_retried(&status.to_string(), unknown).await;
    }
}

#[tokio::test(start_paused = true)]
async fn other_statuses_are_not_retried() {
    for status in (300..=428).chain(430..=499).chain([501, 505, 511, 599]) {
        let kind = EXCEPTIONS.iter().any(|exception| exception.status == status);
        let transport = ScriptedTransport::new(move |_| Outcome::status(status));
        let error = transport.client().call(typing()).await.unwrap_err();
        assert_eq!(transport.attempts().len(), 1, "{status}");
        assert_eq!(error.kind() == ErrorKind::Service, !kind, "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn throttling_codes_are_retried_under_any_status() {
    assert!(THROTTLING_CODES.contains(&THROTTLING.name));
    for &code in THROTTLING_CODES {
        for status in [400, 403, 409, 429, 500, 503] {
            let header = move || Outcome::status(status).header("x-amzn-errortype", code);
            assert_retried(code, header).await;
            let body = move || Outcome::status(status).body(format!(r#"{{"__type":"a#{code}"}}"#));
            assert_retried(code, body).await;
        }
    }
}

/// The exception takes precedence over the status, which a gateway may have set.
#[tokio::test(start_paused = true)]
async fn permanent_exceptions_are_not_retried_under_any_status() {
    for exception in EXCEPTIONS {
        let name = exception.name;
        if ["ThrottlingException", "InternalServerException"].contains(&name) {
            continue;
        }
        for status in [429, 500, 502, 503, 504] {
            let response = move || Outcome::status(status).header("x-amzn-errortype", name);
            let transport = ScriptedTransport::new(move |_| response());
            let error = transport.client().call(typing()).await.unwrap_err();
            assert_ne!(error.kind(), ErrorKind::Service, "{error}");
            assert_eq!((error.attempts(), transport.attempts().len()), (1, 1), "{error}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn transport_failures_are_retried() {
    assert_retried("refused", Outcome::refused).await;
    assert_retried("connect timeout", Outcome::connect_timeout).await;
    assert_retried("no response", || Outcome::Never).await;
    assert_retried("truncated", || Outcome::ok().truncated()).await;
    assert_retried("truncated 503", || Outcome::status(503).truncated()).await;
}

#[tokio::test(start_paused = true)]
async fn unusable_responses_are_not_retried() {
    let unreadable = ErrorKind::UnreadableResponse;
    assert_not_retried("empty", unreadable, || Outcome::status(200)).await;
    assert_not_retried("html", unreadable, || Outcome::ok().body("<html>")).await;
    assert_not_retried("list", unreadable, || Outcome::ok().body("[]")).await;
    let too_large = || Outcome::ok().body(format!("{{{}}}", " ".repeat(1024 * 1024)));
    assert_not_retried("too large", unreadable, too_large).await;
    assert_not_retried("too large for the transport", unreadable, || {
        let (parts, ()) = http::Response::new(()).into_parts();
        TransportError::too_large(parts, 10).into()
    })
    .await;
    assert_not_retried("redirect", ErrorKind::Service, || {
        Outcome::status(307).header("location", "/")
    })
    .await;
    assert_not_retried("truncated 403", ErrorKind::AccessDenied, || {
        Outcome::status(403).truncated()
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn invalid_input_is_not_retried() {
    let transport = ScriptedTransport::new(|_| Outcome::ok());
    let error = transport.client().call(typing().message_id("1")).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::InvalidInput, 0));
    assert_eq!(transport.attempts().len(), 0);
}

/// All attempts of a call share one client token. The next call has another one.
#[tokio::test(start_paused = true)]
async fn every_attempt_sends_the_same_request() {
    let transport = ScriptedTransport::new(|attempt| match attempt % 3 {
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
        let [first, others @ ..] = &attempts[..] else { panic!("no attempts") };
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
async fn max_attempts_limits_attempts_and_defaults_to_3() {
    for (max_attempts, attempts) in [(None, 3), (Some(1), 1), (Some(2), 2), (Some(5), 5)] {
        let transport =
            ScriptedTransport::new(|_| Outcome::status(429).header("x-amzn-requestid", "1b2c"));
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

/// The last attempt has the most recent state.
#[tokio::test(start_paused = true)]
async fn the_error_of_the_last_attempt_is_returned() {
    let transport = ScriptedTransport::new(|attempt| match attempt {
        1 => Outcome::refused(),
        2 => Outcome::status(503),
        _ => Outcome::status(403).body(r#"{"message":"Access denied"}"#),
    });
    let error = transport.client().call(typing()).await.unwrap_err();
    let message = "SendEvent failed: AccessDenied: Access denied (HTTP 403, 3 attempts)";
    assert_eq!(error.to_string(), message);
}

#[test]
fn zero_attempts_are_rejected() {
    let transport = ScriptedTransport::new(|_| Outcome::ok());
    let error = transport.builder().max_attempts(0).build().unwrap_err();
    assert_eq!(
        error.to_string(),
        "InvalidInput: `max_attempts` is zero: set 1 for a single attempt without retries"
    );
}
