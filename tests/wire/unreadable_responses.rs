//! Successful responses that cannot be read.

use connect_participant::{Error, ErrorKind, GetTranscriptInput, StartAttachmentUploadInput};
use connect_participant_tests::{Recorder, Response, client, connection_token};

use crate::call::{DiscardsOutput, error_of};

fn unreadable() -> Vec<(&'static str, Response)> {
    vec![
        ("empty", Response::ok("")),
        ("no content", Response::status(204)),
        ("space", Response::ok(" \n")),
        ("html", Response::ok("<html>welcome to the hotel's wifi</html>")),
        ("list", Response::ok("[]")),
        ("list of the members", Response::ok(r#"["1","2019-11-08T02:41:28.172Z"]"#)),
        ("null", Response::ok("null")),
        ("string", Response::ok(r#""{}""#)),
        ("number", Response::ok("0")),
        ("id of another type", Response::ok(r#"{"Id":1}"#)),
        ("time of another type", Response::ok(r#"{"AbsoluteTime":1573180888.172}"#)),
        ("half an object", Response::ok(r#"{"Id":"1","#)),
        ("more than an object", Response::ok(r#"{"Id":"1"}{}"#)),
        ("not UTF-8", Response::ok(b"{\"Id\":\"\xff\"}".as_slice())),
        ("byte order mark", Response::ok("\u{feff}{}")),
        ("too large", Response::ok(format!("{{{}}}", " ".repeat(1024 * 1024 - 1)))),
    ]
}

fn check(what: &str, error: &Error) {
    assert_eq!(error.kind(), ErrorKind::UnreadableResponse, "{what}: {error}");
    assert!(!error.is_retryable(), "{what}");
    assert!(error.status().unwrap().is_success(), "{what}");
    assert_eq!(error.attempts(), 1, "{what}");
    assert!(error.get_ref().is_some(), "{what}: no source");
}

#[tokio::test]
async fn an_unreadable_success_is_an_error() {
    for (what, response) in unreadable() {
        check(what, &error_of(response).await);
    }
}

#[tokio::test]
async fn an_unreadable_success_fails_methods_without_output() {
    for (what, response) in unreadable() {
        let recorder = Recorder::start(response).await;
        let result = client(recorder.url()).typing(&connection_token()).await;
        check(what, &result.unwrap_err());
        recorder.assert_one_request();
    }
}

#[tokio::test]
async fn an_unreadable_response_has_a_readable_message() {
    let response = Response::ok("").header("x-amzn-requestid", "1b2c");
    let reason = "it ends too early, at line 1 column 0";
    assert_eq!(
        error_of(response).await.to_string(),
        format!(
            "SendEvent failed: UnreadableResponse: the response is a success that cannot be read: {reason} \
             (HTTP 200, request id 1b2c)"
        )
    );
}

fn items(count: usize) -> String {
    format!(r#"{{"Transcript":[{}]}}"#, vec!["{}"; count].join(","))
}

#[tokio::test]
async fn lists_and_maps_have_a_maximum_number_of_entries() {
    for (count, is_ok) in [(1_000, true), (1_001, false)] {
        let recorder = Recorder::start(Response::ok(items(count))).await;
        let input = GetTranscriptInput::new(connection_token());
        assert_eq!(client(recorder.url()).call(input).await.is_ok(), is_ok, "{count}");
    }
    for (count, is_ok) in [(100, true), (101, false)] {
        let headers: Vec<_> = (0..count).map(|number| format!(r#""a{number}":"""#)).collect();
        let metadata = format!(r#"{{"HeadersToInclude":{{{}}}}}"#, headers.join(","));
        let body = format!(r#"{{"UploadMetadata":{metadata}}}"#);
        let recorder = Recorder::start(Response::ok(body)).await;
        let input = StartAttachmentUploadInput::new("text/plain", 1, "a.txt", connection_token());
        assert_eq!(client(recorder.url()).call(input).await.is_ok(), is_ok, "{count}");
    }
}

#[tokio::test]
async fn an_unreadable_response_names_the_problem() {
    for (body, problem) in [
        (r#"{"Transcript":1}"#.to_owned(), "it is not the output of the operation, at line 1"),
        (items(5_000), "it has a list or a map with too many entries, at line 1"),
        (r#"{"Transcript":[}"#.to_owned(), "it is not JSON, at line 1 column 16"),
        ("[]".to_owned(), "it is not the output of the operation, at line 1"),
    ] {
        let recorder = Recorder::start(Response::ok(body)).await;
        let input = GetTranscriptInput::new(connection_token());
        let error = client(recorder.url()).call(input).await.unwrap_err();
        let message = error.message().unwrap();
        assert!(message.contains(problem), "{message}");
    }
}
