//! Error responses.

use connect_participant::ErrorKind;
use connect_participant_model::EXCEPTIONS;
use connect_participant_tests::{Response, kind_of};
use serde_json::json;

use crate::call::error_of;

/// A status that no exception has.
const OTHER_STATUS: u16 = 418;

fn kind(name: &str) -> ErrorKind {
    kind_of(name).unwrap_or_else(|| panic!("no kind for {name}"))
}

/// Returns a name in every form that the service and its gateways use.
fn forms(name: &str) -> [String; 5] {
    const URI: &str = "http://internal.amazon.com/coral/com.amazonaws.connect/#x";
    [
        name.to_owned(),
        format!("{name}:"),
        format!("{name}:{URI}"),
        format!("com.amazonaws.connectparticipant#{name}"),
        format!("com.amazonaws.connectparticipant#{name}:{URI}"),
    ]
}

#[tokio::test]
async fn a_name_is_found_in_every_place_and_form() {
    for exception in EXCEPTIONS {
        for form in forms(exception.name) {
            let responses = [
                Response::status(OTHER_STATUS).header("x-amzn-errortype", &form),
                Response::status(OTHER_STATUS).header("X-Amzn-ErrorType", &form).body("<html>"),
                Response::status(OTHER_STATUS).body(json!({ "code": form }).to_string()),
                Response::status(OTHER_STATUS).body(json!({ "__type": form }).to_string()),
            ];
            for response in responses {
                let error = error_of(response.clone()).await;
                assert_eq!(error.kind(), kind(exception.name), "{response:?}");
                assert_eq!(error.status().unwrap().as_u16(), OTHER_STATUS);
                assert_eq!((error.operation(), error.attempts()), (Some("SendEvent"), 1));
            }
        }
    }
}

#[tokio::test]
async fn the_status_decides_the_kind_without_a_name() {
    let bodies = ["", "{}", "[]", "<html>", r#"{"message":"No."}"#, r#"{"code":1,"__type":null}"#];
    for exception in EXCEPTIONS {
        for body in bodies {
            let response = Response::status(exception.status).body(body);
            assert_eq!(error_of(response).await.kind(), kind(exception.name), "{body}");
        }
        let nested = r#"{"details":{"__type":"Other","code":"Other","message":"nested"}}"#;
        let error = error_of(Response::status(exception.status).body(nested)).await;
        assert_eq!((error.kind(), error.message()), (kind(exception.name), None));
        for name in ["", ":", "ns#", "ns#:http://a.example"] {
            let response = Response::status(exception.status).header("x-amzn-errortype", name);
            assert_eq!(error_of(response).await.kind(), kind(exception.name), "{name:?}");
        }
    }
}

#[tokio::test]
async fn a_nested_type_is_ignored() {
    let body = r#"{"detail":{"__type":"ThrottlingException"},"list":[{"code":"x"}]}"#;
    assert_eq!(
        error_of(Response::status(OTHER_STATUS).body(body)).await.kind(),
        ErrorKind::Service
    );
    assert_eq!(error_of(Response::status(409).body(body)).await.kind(), ErrorKind::Conflict);
}

#[tokio::test]
async fn the_header_precedes_code_and_code_precedes_type() {
    let both = r#"{"code":"ConflictException","__type":"ThrottlingException"}"#;
    assert_eq!(error_of(Response::status(400).body(both)).await.kind(), ErrorKind::Conflict);
    let all = Response::status(400).header("x-amzn-errortype", "AccessDeniedException").body(both);
    assert_eq!(error_of(all).await.kind(), ErrorKind::AccessDenied);
}

/// A new exception differs from the known one with the same status.
#[tokio::test]
async fn an_unknown_name_is_service_under_any_status() {
    for status in EXCEPTIONS.iter().map(|exception| exception.status).chain([OTHER_STATUS, 503]) {
        for response in [
            Response::status(status)
                .header("x-amzn-errortype", "ns#TeapotException:http://a.example")
                .body(r#"{"message":"Short and stout."}"#),
            Response::status(status)
                .body(r#"{"code":"TeapotException","Message":"Short and stout."}"#),
            Response::status(status)
                .body(r#"{"__type":"TeapotException","message":"Short and stout."}"#),
        ] {
            let error = error_of(response).await;
            assert_eq!(error.kind(), ErrorKind::Service, "{status}");
            assert_eq!(error.code(), Some("TeapotException"));
            assert_eq!(error.message(), Some("Short and stout."));
            assert_eq!(error.is_retryable(), matches!(status, 429 | 500 | 503), "{status}");
        }
    }
}

#[tokio::test]
async fn the_message_is_found_under_every_name() {
    for (body, message) in [
        (r#"{"message":"one"}"#, Some("one")),
        (r#"{"Message":"two"}"#, Some("two")),
        (r#"{"errorMessage":"three"}"#, Some("three")),
        (r#"{"errorMessage":"three","Message":"two","message":"one"}"#, Some("one")),
        (r#"{"errorMessage":"three","Message":"two","message":""}"#, Some("two")),
        (r#"{"message":null,"errorMessage":"three"}"#, Some("three")),
        (r#"{"message":["no"]}"#, None),
        ("", None),
        ("<html>no</html>", None),
    ] {
        assert_eq!(error_of(Response::status(400).body(body)).await.message(), message, "{body}");
    }
}

#[tokio::test]
async fn errors_have_readable_messages() {
    let conflict = Response::status(409)
        .header("x-amzn-requestid", "1b2c-3d")
        .body(r#"{"message":"Operation can not be performed due to the state of the contact."}"#);
    let denied = Response::status(403)
        .header("x-amzn-ErrorType", "AccessDeniedException:http://internal.amazon.com/")
        .body(r#"{"Message":"Access denied"}"#);
    let html = Response::status(503).header("content-type", "text/html").body("<html>busy</html>");
    let unknown = Response::status(400).header("x-amzn-errortype", "TeapotException");
    for (response, text) in [
        (
            conflict,
            "SendEvent failed: Conflict: Operation can not be performed due to the state of the contact. (HTTP 409, request id 1b2c-3d)",
        ),
        (denied, "SendEvent failed: AccessDenied: Access denied (HTTP 403)"),
        (html, "SendEvent failed: Service (HTTP 503)"),
        (unknown, "SendEvent failed: Service: TeapotException (HTTP 400)"),
        (Response::status(500), "SendEvent failed: InternalServer (HTTP 500)"),
    ] {
        assert_eq!(error_of(response).await.to_string(), text);
    }
}

#[tokio::test]
async fn the_request_id_is_from_the_response() {
    let response = Response::status(429).header("x-amzn-RequestId", "1b2c");
    assert_eq!(error_of(response).await.request_id(), Some("1b2c"));
    assert_eq!(error_of(Response::status(429)).await.request_id(), None);
}

#[tokio::test]
async fn is_retryable_depends_on_the_status() {
    let retryable = [429, 500, 502, 503, 504];
    for status in [400, 402, 403, 404, 408, 409, 418, 429, 500, 501, 502, 503, 504, 505] {
        let error = error_of(Response::status(status)).await;
        assert_eq!(error.is_retryable(), retryable.contains(&status), "{error}");
    }
}

/// The status and the headers decide the kind, so an unreadable body does not change it.
#[tokio::test]
async fn an_unreadable_body_does_not_change_the_kind() {
    let too_large = || Response::status(409).body(vec![b' '; 1024 * 1024 + 1]);
    let truncated = || Response::status(409).body(r#"{"message":"No."}"#).truncated_after(5);
    for response in [too_large(), truncated()] {
        assert_eq!(error_of(response).await.kind(), ErrorKind::Conflict);
    }
    for response in [too_large(), truncated()] {
        let response = response.header("x-amzn-errortype", "ThrottlingException");
        assert_eq!(error_of(response).await.kind(), ErrorKind::Throttling);
    }
}

#[tokio::test]
async fn a_message_is_one_line_of_limited_length() {
    let response = Response::status(400).body("{\"message\":\"a\\nINFO b\\u001b[31m\"}");
    assert_eq!(error_of(response).await.message(), Some("a INFO b [31m"));
    let response = Response::status(400).body("{\"message\":\"a\u{2028}b\u{202e}c\u{2066}d\"}");
    assert_eq!(error_of(response).await.message(), Some("a b c d"));

    let long = "ü".repeat(500_000);
    let response = Response::status(400).body(format!("{{\"message\":\"{long}\"}}"));
    assert_eq!(
        error_of(response).await.message().map(|message| message.chars().count()),
        Some(2_001)
    );
}
