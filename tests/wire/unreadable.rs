//! A success that cannot be read.

use connect_participant::{Error, ErrorKind};
use connect_participant_tests::{Answer, Recorder, client, connection_token};

use crate::call::{Careless, error_of};

fn unreadable() -> Vec<(&'static str, Answer)> {
    vec![
        ("empty", Answer::ok("")),
        ("no content", Answer::status(204)),
        ("space", Answer::ok(" \n")),
        ("html", Answer::ok("<html>welcome to the hotel's wifi</html>")),
        ("list", Answer::ok("[]")),
        ("list of the members", Answer::ok(r#"["1","2019-11-08T02:41:28.172Z"]"#)),
        ("null", Answer::ok("null")),
        ("string", Answer::ok(r#""{}""#)),
        ("number", Answer::ok("0")),
        ("id of another type", Answer::ok(r#"{"Id":1}"#)),
        ("time of another type", Answer::ok(r#"{"AbsoluteTime":1573180888.172}"#)),
        ("half an object", Answer::ok(r#"{"Id":"1","#)),
        ("more than an object", Answer::ok(r#"{"Id":"1"}{}"#)),
        ("not UTF-8", Answer::ok(b"{\"Id\":\"\xff\"}".as_slice())),
        ("byte order mark", Answer::ok("\u{feff}{}")),
        ("too large", Answer::ok(format!("{{{}}}", " ".repeat(1024 * 1024 - 1)))),
    ]
}

fn check(what: &str, error: &Error) {
    assert_eq!(error.kind(), ErrorKind::UnreadableResponse, "{what}: {error}");
    assert!(!error.is_retryable(), "{what}");
    assert!(error.status().unwrap().is_success(), "{what}");
    assert_eq!(error.attempts(), 1, "{what}");
    assert!(std::error::Error::source(error).is_some(), "{what}: the cause is not told");
}

#[tokio::test]
async fn it_is_an_unreadable_response() {
    for (what, answer) in unreadable() {
        check(what, &error_of(answer).await);
    }
}

#[tokio::test]
async fn it_is_one_for_a_method_that_returns_nothing_too() {
    for (what, answer) in unreadable() {
        let recorder = Recorder::start(answer).await;
        let result = client(recorder.url()).typing(&connection_token()).await;
        check(what, &result.unwrap_err());
        recorder.assert_one_request();
    }
}

#[tokio::test]
async fn it_says_so() {
    let answer = Answer::ok("").header("x-amzn-requestid", "1b2c");
    let reason = "it ends too early, at line 1 column 0";
    assert_eq!(
        error_of(answer).await.to_string(),
        format!(
            "SendEvent failed: UnreadableResponse: the response is a success that cannot be read: {reason} \
             (HTTP 200, request id 1b2c)"
        )
    );
}
