//! Input of `SendEvent` and `SendMessage` that the service would reject. It is not sent.

use connect_participant::{
    ErrorKind, EventContentType, MessageContentType, SendEventInput, SendMessageInput,
};
use connect_participant_tests::{Recorder, Response, client, connection_token, everything_in};

const RECEIPT: &str = r#"{"messageId":"1"}"#;

fn event(content_type: EventContentType) -> SendEventInput {
    SendEventInput::new(content_type, connection_token())
}

fn typing() -> SendEventInput {
    event(EventContentType::Typing)
}

fn read() -> SendEventInput {
    event(EventContentType::MessageRead)
}

/// Returns invalid inputs, each with the message of its error.
fn cases() -> Vec<(SendEventInput, String)> {
    let read_says =
        |problem: &str| format!("`application/vnd.amazonaws.connect.event.message.read` {problem}");
    let content_says = |problem: &str| read_says(&format!("has content that {problem}"));
    let mut cases = vec![
        (read(), read_says("requires a message id")),
        (read().message_id(""), read_says("has an empty message id")),
        (
            read().message_id("1").content(RECEIPT),
            read_says("takes a message id or content, not both"),
        ),
        (read().content(""), content_says("is not JSON")),
        (read().content("6bd8e4a7"), content_says("is not JSON")),
        (read().content(r#"{"messageId":"1"},"#), content_says("is not JSON")),
        (read().content(r#""6bd8e4a7""#), content_says("is not a JSON object")),
        (read().content("{}"), content_says("has no `messageId`")),
        (read().content(r#"{"MessageId":"1"}"#), content_says("has no `messageId`")),
        (
            read().content(r#"{"messageId":1}"#),
            content_says("has a `messageId` that is not a string"),
        ),
        (read().content(r#"{"messageId":""}"#), content_says("has an empty `messageId`")),
        (
            read().content(format!(r#"{{"messageId":"{}"}}"#, "x".repeat(16_385 - 16))),
            "`content` has 16385 bytes, more than 16384".to_owned(),
        ),
        (
            read().message_id("é".repeat(8_185)),
            "`content` has 16386 bytes, more than 16384".to_owned(),
        ),
        (
            typing().client_token("x".repeat(501)),
            "`client_token` has 501 characters, more than 500".to_owned(),
        ),
    ];
    #[allow(deprecated, reason = "it is still on the wire")]
    let acknowledged = EventContentType::ConnectionAcknowledged;
    for content_type in [EventContentType::Typing, acknowledged] {
        let problem = format!("`{content_type}` takes neither content nor a message id");
        let event = || event(content_type);
        for input in [
            event().message_id("1"),
            event().message_id(""),
            event().content(RECEIPT),
            event().content(""),
            event().message_id("1").content(RECEIPT),
        ] {
            cases.push((input, problem.clone()));
        }
    }
    cases.push((
        event(EventContentType::MessageDelivered),
        "`application/vnd.amazonaws.connect.event.message.delivered` requires a message id"
            .to_owned(),
    ));
    cases
}

#[tokio::test]
async fn nothing_is_sent_and_the_error_says_why() {
    let recorder = Recorder::start(Response::ok("{}")).await;
    let client = client(recorder.url());
    for (input, problem) in cases() {
        let error = client.call(input.clone()).await.expect_err(&problem);
        assert_eq!(error.kind(), ErrorKind::InvalidInput, "{input:?}");
        assert_eq!(error.to_string(), format!("SendEvent failed: InvalidInput: {problem}"));
        assert_eq!((error.operation(), error.attempts()), (Some("SendEvent"), 0), "{input:?}");
        assert!(!error.is_retryable(), "{input:?}");
    }
    assert_eq!(recorder.requests(), []);

    // The same client sends input that is one byte shorter than the rejected one, so the recorder
    // does record.
    client.call(read().message_id("x".repeat(16_384 - 16))).await.unwrap();
    recorder.assert_one_request();
}

#[tokio::test]
async fn a_json_message_that_is_not_json_is_not_sent() {
    let recorder = Recorder::start(Response::ok("{}")).await;
    let client = client(recorder.url());
    let message = |content| {
        let content_type = MessageContentType::ApplicationJson;
        SendMessageInput::new(content_type, content, connection_token())
    };
    for (content, place) in [
        ("secretsecret", "line 1 column 1"),
        (" ", "line 1 column 1"),
        ("{'secret': 1}", "line 1 column 2"),
        ("{\"secret\": 1", "line 1 column 12"),
        ("{\"secret\": 1},", "line 1 column 14"),
        ("[\n  secret\n]", "line 2 column 3"),
        ("\u{feff}{}", "line 1 column 1"),
        ("NaN", "line 1 column 1"),
    ] {
        let error = client.call(message(content)).await.expect_err(content);
        assert_eq!(
            error.to_string(),
            format!(
                "SendMessage failed: InvalidInput: `content` is not JSON, which \
                 `application/json` requires, at {place}"
            ),
            "{content}"
        );
        assert!(!everything_in(&error).contains("secret"), "{error:?}");
        assert_eq!((error.attempts(), error.is_retryable()), (0, false));
    }
    assert_eq!(recorder.requests(), []);

    // Any JSON is sent as it is.
    for content in ["{}", " [1, 2.50e3 ] ", r#""text""#, "null", "1e999"] {
        client.call(message(content)).await.expect(content);
        let sent: serde_json::Value =
            serde_json::from_slice(&recorder.requests().pop().unwrap().body).unwrap();
        assert_eq!(sent["Content"], content);
    }
    let input = SendMessageInput::new(MessageContentType::TextPlain, "{", connection_token());
    client.call(input).await.unwrap();
}
