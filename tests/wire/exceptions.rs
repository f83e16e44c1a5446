//! Answers that are an error.

use connect_participant::ErrorKind;
use connect_participant_model::EXCEPTIONS;
use connect_participant_tests::{Answer, kind_of};
use serde_json::json;

use crate::call::error_of;

/// A status that no exception has.
const NOBODYS: u16 = 418;

fn kind(name: &str) -> ErrorKind {
    kind_of(name).unwrap_or_else(|| panic!("{name} has no kind"))
}

/// Every form in which the service and its gateways write a name.
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
async fn a_name_is_read_in_every_place_and_every_form() {
    for exception in EXCEPTIONS {
        for form in forms(exception.name) {
            let answers = [
                Answer::status(NOBODYS).header("x-amzn-errortype", &form),
                Answer::status(NOBODYS).header("X-Amzn-ErrorType", &form).body("<html>"),
                Answer::status(NOBODYS).body(json!({ "code": form }).to_string()),
                Answer::status(NOBODYS).body(json!({ "__type": form }).to_string()),
            ];
            for answer in answers {
                let error = error_of(answer.clone()).await;
                assert_eq!(error.kind(), kind(exception.name), "{answer:?}");
                assert_eq!(error.status().unwrap().as_u16(), NOBODYS);
                assert_eq!((error.operation(), error.attempts()), (Some("SendEvent"), 1));
            }
        }
    }
}

#[tokio::test]
async fn without_a_name_the_status_tells() {
    let bodies = ["", "{}", "[]", "<html>", r#"{"message":"No."}"#, r#"{"code":1,"__type":null}"#];
    for exception in EXCEPTIONS {
        for body in bodies {
            let answer = Answer::status(exception.status).body(body);
            assert_eq!(error_of(answer).await.kind(), kind(exception.name), "{body}");
        }
        let nested = r#"{"details":{"__type":"Other","code":"Other","message":"nested"}}"#;
        let error = error_of(Answer::status(exception.status).body(nested)).await;
        assert_eq!((error.kind(), error.message()), (kind(exception.name), None));
        for name in ["", ":", "ns#", "ns#:http://a.example"] {
            let answer = Answer::status(exception.status).header("x-amzn-errortype", name);
            assert_eq!(error_of(answer).await.kind(), kind(exception.name), "{name:?}");
        }
    }
}

#[tokio::test]
async fn a_nested_type_means_nothing() {
    let body = r#"{"detail":{"__type":"ThrottlingException"},"list":[{"code":"x"}]}"#;
    assert_eq!(error_of(Answer::status(NOBODYS).body(body)).await.kind(), ErrorKind::Service);
    assert_eq!(error_of(Answer::status(409).body(body)).await.kind(), ErrorKind::Conflict);
}

#[tokio::test]
async fn the_header_comes_before_the_code_and_the_code_before_the_type() {
    let both = r#"{"code":"ConflictException","__type":"ThrottlingException"}"#;
    assert_eq!(error_of(Answer::status(400).body(both)).await.kind(), ErrorKind::Conflict);
    let all = Answer::status(400).header("x-amzn-errortype", "AccessDeniedException").body(both);
    assert_eq!(error_of(all).await.kind(), ErrorKind::AccessDenied);
}

/// A new exception of the service's says something else than the old one with its status.
#[tokio::test]
async fn an_unknown_name_is_service_whatever_the_status() {
    for status in EXCEPTIONS.iter().map(|exception| exception.status).chain([NOBODYS, 503]) {
        for answer in [
            Answer::status(status)
                .header("x-amzn-errortype", "ns#TeapotException:http://a.example")
                .body(r#"{"message":"Short and stout."}"#),
            Answer::status(status)
                .body(r#"{"code":"TeapotException","Message":"Short and stout."}"#),
            Answer::status(status)
                .body(r#"{"__type":"TeapotException","message":"Short and stout."}"#),
        ] {
            let error = error_of(answer).await;
            assert_eq!(error.kind(), ErrorKind::Service, "{status}");
            assert_eq!(error.code(), Some("TeapotException"));
            assert_eq!(error.message(), Some("Short and stout."));
            assert_eq!(error.is_retryable(), matches!(status, 429 | 500 | 503), "{status}");
        }
    }
}

#[tokio::test]
async fn the_message_is_found_under_each_of_its_names() {
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
        assert_eq!(error_of(Answer::status(400).body(body)).await.message(), message, "{body}");
    }
}

#[tokio::test]
async fn what_a_user_reads() {
    let conflict = Answer::status(409)
        .header("x-amzn-requestid", "1b2c-3d")
        .body(r#"{"message":"Operation can not be performed due to the state of the contact."}"#);
    let denied = Answer::status(403)
        .header("x-amzn-ErrorType", "AccessDeniedException:http://internal.amazon.com/")
        .body(r#"{"Message":"Access denied"}"#);
    let html = Answer::status(503).header("content-type", "text/html").body("<html>busy</html>");
    let unknown = Answer::status(400).header("x-amzn-errortype", "TeapotException");
    for (answer, text) in [
        (
            conflict,
            "SendEvent failed: Conflict: Operation can not be performed due to the state of the contact. (HTTP 409, request id 1b2c-3d)",
        ),
        (denied, "SendEvent failed: AccessDenied: Access denied (HTTP 403)"),
        (html, "SendEvent failed: Service (HTTP 503)"),
        (unknown, "SendEvent failed: Service: TeapotException (HTTP 400)"),
        (Answer::status(500), "SendEvent failed: InternalServer (HTTP 500)"),
    ] {
        assert_eq!(error_of(answer).await.to_string(), text);
    }
}

#[tokio::test]
async fn the_request_id_is_the_services() {
    let answer = Answer::status(429).header("x-amzn-RequestId", "1b2c");
    assert_eq!(error_of(answer).await.request_id(), Some("1b2c"));
    assert_eq!(error_of(Answer::status(429)).await.request_id(), None);
}

#[tokio::test]
async fn whether_it_may_succeed_later() {
    let retryable = [429, 500, 502, 503, 504];
    for status in [400, 402, 403, 404, 408, 409, 418, 429, 500, 501, 502, 503, 504, 505] {
        let error = error_of(Answer::status(status)).await;
        assert_eq!(error.is_retryable(), retryable.contains(&status), "{error}");
    }
}

/// The head says what kind of error it is. That there is no body to go with it does not make it another one.
#[tokio::test]
async fn an_error_whose_body_cannot_be_read_is_what_its_head_says() {
    let too_large = || Answer::status(409).body(vec![b' '; 1024 * 1024 + 1]);
    let cut_short = || Answer::status(409).body(r#"{"message":"No."}"#).cut_short_after(5);
    for answer in [too_large(), cut_short()] {
        assert_eq!(error_of(answer).await.kind(), ErrorKind::Conflict);
    }
    for answer in [too_large(), cut_short()] {
        let answer = answer.header("x-amzn-errortype", "ThrottlingException");
        assert_eq!(error_of(answer).await.kind(), ErrorKind::Throttling);
    }
}

#[tokio::test]
async fn a_message_is_on_one_line_and_not_endless() {
    let answer = Answer::status(400).body("{\"message\":\"a\\nINFO b\\u001b[31m\"}");
    assert_eq!(error_of(answer).await.message(), Some("a INFO b [31m"));
    let answer = Answer::status(400).body("{\"message\":\"a\u{2028}b\u{202e}c\u{2066}d\"}");
    assert_eq!(error_of(answer).await.message(), Some("a b c d"));

    let endless = "ü".repeat(500_000);
    let answer = Answer::status(400).body(format!("{{\"message\":\"{endless}\"}}"));
    assert_eq!(
        error_of(answer).await.message().map(|message| message.chars().count()),
        Some(2_001)
    );
}
