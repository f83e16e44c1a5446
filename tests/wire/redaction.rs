//! Tokens and other secrets, which errors and `Debug` must not contain.

use std::time::Duration;

use connect_participant::{
    Client, ConnectionToken, DescribeViewInput, EventContentType, GetTranscriptInput,
    ParticipantToken, SendEventInput,
};
use connect_participant_tests::{
    CONNECTION_TOKEN, CapturingTransport, ManualClock, Recorder, Response, builder, client,
    closed_port, connection_token, everything_in, typing,
};

fn assert_no_token(what: &str, text: &str) {
    // A long part of a token may be as useful to an attacker as the whole.
    for part in CONNECTION_TOKEN.as_bytes().windows(8) {
        let part = std::str::from_utf8(part).unwrap();
        assert!(!text.contains(part), "{what}: {part} is in {text}");
    }
}

#[tokio::test]
async fn connection_tokens_are_in_no_error() {
    let clock = ManualClock::new();
    let responses = [
        Response::ok(""),
        Response::ok("{}  ").truncated_after(1),
        Response::ok(vec![b' '; 1024 * 1024 + 1]),
        Response::status(403).body(r#"{"message":"Access denied"}"#),
        Response::status(503).body("<html>"),
        Response::status(403)
            .body(format!(r#"{{"message":"the token {CONNECTION_TOKEN} is not valid"}}"#)),
        Response::status(400).body(format!(r#"{{"__type":"{CONNECTION_TOKEN}"}}"#)),
        Response::status(400).header("x-amzn-requestid", CONNECTION_TOKEN),
        Response::ok(format!("\"{CONNECTION_TOKEN}\"")),
        Response::ok(format!(r#"{{"Id":{{"{CONNECTION_TOKEN}":1}}}}"#)),
        Response::status(307).header("location", "http://127.0.0.1:1/"),
        Response::nothing(),
        Response::ok("{}").truncated_in_headers(),
        Response::nothing().then_reset(),
        Response::ok(CONNECTION_TOKEN).content_length(7),
        Response::ok(CONNECTION_TOKEN).dripping(&clock, Duration::from_secs(1)),
    ];
    let mut errors = Vec::new();
    for response in responses {
        let recorder = Recorder::start(response.clone()).await;
        let client = builder(recorder.url()).clock(clock.clone()).build().unwrap();
        errors.push((format!("{response:?}"), client.call(typing()).await.unwrap_err()));
    }
    let nowhere = client(closed_port().await);
    errors.push(("closed port".to_owned(), nowhere.call(typing()).await.unwrap_err()));
    let invalid = nowhere.call(typing().message_id("1")).await.unwrap_err();
    errors.push(("invalid input".to_owned(), invalid));
    for (what, error) in errors {
        assert_no_token(&what, &everything_in(&error));
    }
}

/// The token of a view is part of the URL, so it could be in every text with the URL.
#[tokio::test]
async fn view_tokens_are_in_no_error() {
    let responses = [
        Response::nothing(),
        Response::ok("{}").truncated_in_headers(),
        Response::nothing().then_reset(),
        Response::ok(r#"{"View":{}}"#).truncated_after(5),
        Response::status(307).header("location", "http://127.0.0.1:1/"),
        Response::status(404),
        // The service may repeat it, plain or as encoded in the URL.
        Response::status(404).body(format!(r#"{{"message":"no view {CONNECTION_TOKEN}"}}"#)),
        Response::status(404).body(r#"{"message":"no view QVFJREFIaXNlY3JldHNlY3JldA%3D%3D"}"#),
        Response::status(404).body(format!(r#"{{"ResourceId":"{CONNECTION_TOKEN}"}}"#)),
    ];
    let other = ConnectionToken::new("another-token").unwrap();
    let view = || DescribeViewInput::new(CONNECTION_TOKEN, other.clone());
    let mut urls = vec![closed_port().await];
    let mut recorders = Vec::new();
    for response in responses {
        let recorder = Recorder::start(response).await;
        urls.push(recorder.url());
        recorders.push(recorder);
    }
    for url in urls {
        let error = client(url).call(view()).await.unwrap_err();
        assert_no_token("error", &everything_in(&error));
    }
    let input = view();
    assert_no_token("input", &format!("{input:?}{input:#?}"));
    let input = GetTranscriptInput::new(connection_token()).next_token(CONNECTION_TOKEN);
    assert_no_token("input", &format!("{input:?}{input:#?}"));
}

#[tokio::test]
async fn connection_tokens_are_in_no_debug_output() {
    let captured = CapturingTransport::default();
    let client = captured.client();
    let input = typing();
    assert_no_token("input", &format!("{input:?}{input:#?}"));
    client.call(input).await.unwrap();
    assert_no_token("client", &format!("{client:?}{client:#?}"));

    // The transport sees the token, but does not print it.
    let requests = captured.take();
    assert_eq!(requests[0].headers()["x-amz-bearer"], CONNECTION_TOKEN);
    assert_no_token("request", &format!("{requests:?}{requests:#?}"));
}

/// Such a short text is likely to be part of other words.
/// A text is searched up to a limit, and what is not searched is not shown.
#[tokio::test]
async fn the_end_of_a_very_long_text_is_not_shown() {
    let secrets = CONNECTION_TOKEN.repeat(16 * 1024 / CONNECTION_TOKEN.len() + 1);
    let body = format!(r#"{{"message":"it is {secrets} and more"}}"#);
    let recorder = Recorder::start(Response::status(403).body(body)).await;
    let error = client(recorder.url()).call(typing()).await.unwrap_err();
    let message = error.message().unwrap();
    assert!(message.starts_with("it is …") && message.ends_with('…'), "{message}");
    assert!(!message.contains("more"), "{message}");
}

#[tokio::test]
async fn very_short_tokens_are_not_redacted() {
    let recorder = Recorder::start(Response::status(400).body(r#"{"message":"denied"}"#)).await;
    let token = ConnectionToken::new("en").unwrap();
    let input = SendEventInput::new(EventContentType::Typing, token);
    let error = client(recorder.url()).call(input).await.unwrap_err();
    assert_eq!(error.message(), Some("denied"));
}

#[test]
fn tokens_redact_their_debug_output() {
    let connection = ConnectionToken::new(CONNECTION_TOKEN).unwrap();
    let participant = ParticipantToken::new(CONNECTION_TOKEN).unwrap();
    assert_eq!(format!("{connection:?} {participant:?}"), "ConnectionToken(…) ParticipantToken(…)");
    assert_eq!((connection.expose(), participant.expose()), (CONNECTION_TOKEN, CONNECTION_TOKEN));
}

#[test]
fn rejected_tokens_are_in_no_error() {
    let with_line_end = format!("{CONNECTION_TOKEN}\n");
    let too_long = CONNECTION_TOKEN.repeat(100);
    for token in [with_line_end, too_long, format!("ü{CONNECTION_TOKEN}")] {
        let error = ConnectionToken::new(token.as_str()).unwrap_err();
        assert_no_token("connection token", &everything_in(&error));
        let error = ParticipantToken::new(token).unwrap_err();
        assert_no_token("participant token", &everything_in(&error));
    }
}

/// Users may put secrets into URLs.
#[test]
fn rejected_endpoint_urls_are_in_no_output() {
    for url in [
        format!("https://user:{CONNECTION_TOKEN}@chat.example"),
        format!("https://{CONNECTION_TOKEN}@chat.example"),
        format!("https://chat.example/?token={CONNECTION_TOKEN}"),
        format!("http://chat.example/{CONNECTION_TOKEN}"),
        format!("{CONNECTION_TOKEN}://chat.example"),
        CONNECTION_TOKEN.to_owned(),
    ] {
        let builder = Client::builder().endpoint_url(&url);
        assert_no_token("builder", &format!("{builder:?}{builder:#?}"));
        assert_no_token("error", &everything_in(&builder.build().unwrap_err()));
    }
}
