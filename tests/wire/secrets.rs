//! The token, which is in a header and nowhere else.

use std::time::Duration;

use connect_participant::{
    Client, ConnectionToken, DescribeViewInput, EventContentType, GetTranscriptInput,
    ParticipantToken, SendEventInput,
};
use connect_participant_tests::{
    Answer, CONNECTION_TOKEN, Captured, HeldClock, Recorder, builder, client, closed_port,
    connection_token, everything_in, typing,
};

fn assert_no_token(what: &str, text: &str) {
    // A part that is long enough to be of use to somebody is as bad as the whole.
    for part in CONNECTION_TOKEN.as_bytes().windows(8) {
        let part = std::str::from_utf8(part).unwrap();
        assert!(!text.contains(part), "{what}: {part} is in {text}");
    }
}

#[tokio::test]
async fn it_is_in_no_error() {
    let clock = HeldClock::new();
    let answers = [
        Answer::ok(""),
        Answer::ok("{}  ").cut_short_after(1),
        Answer::ok(vec![b' '; 1024 * 1024 + 1]),
        Answer::status(403).body(r#"{"message":"Access denied"}"#),
        Answer::status(503).body("<html>"),
        Answer::status(403)
            .body(format!(r#"{{"message":"the token {CONNECTION_TOKEN} is not valid"}}"#)),
        Answer::status(400).body(format!(r#"{{"__type":"{CONNECTION_TOKEN}"}}"#)),
        Answer::status(400).header("x-amzn-requestid", CONNECTION_TOKEN),
        Answer::ok(format!("\"{CONNECTION_TOKEN}\"")),
        Answer::ok(format!(r#"{{"Id":{{"{CONNECTION_TOKEN}":1}}}}"#)),
        Answer::status(307).header("location", "http://127.0.0.1:1/"),
        Answer::nothing(),
        Answer::ok("{}").cut_in_head(),
        Answer::nothing().then_reset(),
        Answer::ok(CONNECTION_TOKEN).claiming(7),
        Answer::ok(CONNECTION_TOKEN).dripping(&clock, Duration::from_secs(1)),
    ];
    let mut errors = Vec::new();
    for answer in answers {
        let recorder = Recorder::start(answer.clone()).await;
        let client = builder(recorder.url()).clock(clock.clone()).build().unwrap();
        errors.push((format!("{answer:?}"), client.call(typing()).await.unwrap_err()));
    }
    let nowhere = client(closed_port().await);
    errors.push(("closed port".to_owned(), nowhere.call(typing()).await.unwrap_err()));
    let invalid = nowhere.call(typing().message_id("1")).await.unwrap_err();
    errors.push(("invalid input".to_owned(), invalid));
    for (what, error) in errors {
        assert_no_token(&what, &everything_in(&error));
    }
}

/// The token of a view is in the URL, and so would be in whatever tells of the URL.
#[tokio::test]
async fn the_token_of_a_view_is_in_no_error() {
    let answers = [
        Answer::nothing(),
        Answer::ok("{}").cut_in_head(),
        Answer::nothing().then_reset(),
        Answer::ok(r#"{"View":{}}"#).cut_short_after(5),
        Answer::status(307).header("location", "http://127.0.0.1:1/"),
        Answer::status(404),
        // The service may repeat it, as it is or as it was in the URL.
        Answer::status(404).body(format!(r#"{{"message":"no view {CONNECTION_TOKEN}"}}"#)),
        Answer::status(404).body(r#"{"message":"no view QVFJREFIaXNlY3JldHNlY3JldA%3D%3D"}"#),
        Answer::status(404).body(format!(r#"{{"ResourceId":"{CONNECTION_TOKEN}"}}"#)),
    ];
    let other = ConnectionToken::new("another-token").unwrap();
    let view = || DescribeViewInput::new(CONNECTION_TOKEN, other.clone());
    let mut urls = vec![closed_port().await];
    let mut recorders = Vec::new();
    for answer in answers {
        let recorder = Recorder::start(answer).await;
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
async fn it_is_in_nothing_that_is_printed() {
    let captured = Captured::default();
    let client = captured.client();
    let input = typing();
    assert_no_token("input", &format!("{input:?}{input:#?}"));
    client.call(input).await.unwrap();
    assert_no_token("client", &format!("{client:?}{client:#?}"));

    // What a transport sees has the token, and does not print it.
    let requests = captured.take();
    assert_eq!(requests[0].headers()["x-amz-bearer"], CONNECTION_TOKEN);
    assert_no_token("request", &format!("{requests:?}{requests:#?}"));
}

/// A text that is no secret may be a part of any word.
#[tokio::test]
async fn a_token_that_is_a_letter_or_two_is_not_looked_for() {
    let recorder = Recorder::start(Answer::status(400).body(r#"{"message":"denied"}"#)).await;
    let token = ConnectionToken::new("en").unwrap();
    let input = SendEventInput::new(EventContentType::Typing, token);
    let error = client(recorder.url()).call(input).await.unwrap_err();
    assert_eq!(error.message(), Some("denied"));
}

#[test]
fn a_token_does_not_print_itself() {
    let connection = ConnectionToken::new(CONNECTION_TOKEN).unwrap();
    let participant = ParticipantToken::new(CONNECTION_TOKEN).unwrap();
    assert_eq!(format!("{connection:?} {participant:?}"), "ConnectionToken(…) ParticipantToken(…)");
    assert_eq!((connection.expose(), participant.expose()), (CONNECTION_TOKEN, CONNECTION_TOKEN));
}

#[test]
fn a_token_that_is_refused_is_not_in_the_error() {
    let with_line_end = format!("{CONNECTION_TOKEN}\n");
    let too_long = CONNECTION_TOKEN.repeat(100);
    for token in [with_line_end, too_long, format!("ü{CONNECTION_TOKEN}")] {
        let error = ConnectionToken::new(token.as_str()).unwrap_err();
        assert_no_token("connection token", &everything_in(&error));
        let error = ParticipantToken::new(token).unwrap_err();
        assert_no_token("participant token", &everything_in(&error));
    }
}

/// People do put secrets into URLs.
#[test]
fn an_endpoint_url_that_is_refused_is_in_nothing_that_is_printed() {
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
