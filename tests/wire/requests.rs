//! The requests of calls.

use connect_participant::{Client, EventContentType, SendEventInput};
use connect_participant_tests::{
    CONNECTION_TOKEN, CapturingTransport, Recorder, Request, Response, client, connection_token,
    headers, typing,
};
use serde_json::json;

const MESSAGE_ID: &str = "6bd8e4a7-2e5c-4f0d-9b57-0d1c1a6a2f7e";

/// Makes a call, and returns its request.
async fn request(input: SendEventInput) -> Request {
    let recorder = Recorder::start(Response::ok("{}")).await;
    client(recorder.url()).call(input).await.unwrap();
    let request = recorder.request();
    assert_eq!(request.values("host"), [recorder.authority()]);
    request
}

fn event(content_type: EventContentType) -> SendEventInput {
    SendEventInput::new(content_type, connection_token()).client_token("once")
}

#[tokio::test]
async fn each_event_is_sent_as_documented() {
    #[allow(deprecated, reason = "it is still on the wire")]
    let acknowledged = event(EventContentType::ConnectionAcknowledged);
    let receipt = json!({ "messageId": MESSAGE_ID }).to_string();
    let cases = [
        (event(EventContentType::Typing), "event.typing", None),
        (
            event(EventContentType::MessageDelivered).message_id(MESSAGE_ID),
            "event.message.delivered",
            Some(&receipt),
        ),
        (
            event(EventContentType::MessageRead).message_id(MESSAGE_ID),
            "event.message.read",
            Some(&receipt),
        ),
        (acknowledged, "event.connection.acknowledged", None),
    ];
    for (input, name, content) in cases {
        let request = request(input).await;
        assert_eq!(request.method, "POST", "{name}");
        assert_eq!(request.target, "/participant/event", "{name}");

        let content_type = format!("application/vnd.amazonaws.connect.{name}");
        let expected = match content {
            None => json!({ "ContentType": content_type, "ClientToken": "once" }),
            Some(content) => {
                json!({ "ContentType": content_type, "Content": content, "ClientToken": "once" })
            }
        };
        assert_eq!(request.json(), expected, "{name}");
        // A duplicate key would be missing in the parsed value.
        assert_eq!(request.body.len(), expected.to_string().len(), "{name}");
    }
}

/// There are no credentials, date, signature or cookies.
#[tokio::test]
async fn the_request_has_these_headers_and_no_others() {
    let request = request(typing()).await;
    assert_eq!(
        request.header_names(),
        headers(&["content-length", "content-type", "host", "user-agent", "x-amz-bearer"])
    );
    assert_eq!(request.values("x-amz-bearer"), [CONNECTION_TOKEN]);
    assert_eq!(request.values("content-type"), ["application/json"]);
    let version = concat!("connect-participant/", env!("CARGO_PKG_VERSION"));
    assert_eq!(request.values("user-agent"), [version]);
}

#[tokio::test]
async fn cookies_are_not_sent_back() {
    let recorder = Recorder::start(Response::ok("{}").header("set-cookie", "session=1")).await;
    let client = client(recorder.url());
    for _ in 0..2 {
        client.call(typing()).await.unwrap();
    }
    let requests = recorder.requests();
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[0].header_names(), requests[1].header_names());
}

#[tokio::test]
async fn each_call_without_a_client_token_gets_a_random_one() {
    let recorder = Recorder::start(Response::ok("{}")).await;
    let client = client(recorder.url());
    let input = typing();
    client.call(input.clone()).await.unwrap();
    client.call(input).await.unwrap();

    let requests = recorder.requests();
    let [one, other] = &requests[..] else { panic!("not two requests: {requests:#?}") };
    let tokens = [one.member("ClientToken"), other.member("ClientToken")];
    assert_ne!(tokens[0], tokens[1]);
    for token in tokens {
        assert!(is_uuid_v4(&token), "{token}");
    }
}

/// Returns `true` for 8, 4, 4, 4 and 12 lower-case hexadecimal digits with the version and the
/// variant of a random UUID.
fn is_uuid_v4(text: &str) -> bool {
    let groups: Vec<_> = text.split('-').collect();
    let lengths: Vec<_> = groups.iter().map(|group| group.len()).collect();
    lengths == [8, 4, 4, 4, 12]
        && groups.concat().bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
        && groups[2].starts_with('4')
        && groups[3].starts_with(['8', '9', 'a', 'b'])
}

#[tokio::test]
async fn a_client_token_is_sent_unchanged() {
    let longest = "ü".repeat(500);
    for token in ["once", "", " \"\\\n\u{0} ", "🦀", &longest] {
        let request = request(typing().client_token(token)).await;
        assert_eq!(request.member("ClientToken"), token);
    }
}

#[tokio::test]
async fn a_message_id_is_escaped_into_the_receipt() {
    let ids = [
        "a",
        "\"",
        "\\",
        "\\\"}",
        "\",\"messageId\":\"other",
        "\u{0}\u{1f}\u{7f}\n\r\t",
        "🦀 é \u{2028}",
        "</script>",
        "{}",
        " ",
    ];
    for content_type in [EventContentType::MessageDelivered, EventContentType::MessageRead] {
        for id in ids {
            let request = request(event(content_type).message_id(id)).await;
            let content: serde_json::Value =
                serde_json::from_str(&request.member("Content")).unwrap();
            assert_eq!(content, json!({ "messageId": id }));
        }
    }
}

#[tokio::test]
async fn content_is_sent_unchanged() {
    let longest = format!(r#"{{"messageId":"{}"}}"#, "x".repeat(16_384 - 16));
    assert_eq!(longest.len(), 16_384);
    let contents = [
        r#"{"messageId":"1"}"#,
        " \n{ \"x\" : [1, 2.50e+1], \"message\\u0049d\" : \"\\ud83e\\udd80 🦀\" }\t",
        &longest,
    ];
    for content in contents {
        let request = request(event(EventContentType::MessageRead).content(content)).await;
        assert_eq!(request.member("Content"), content);
    }
}

#[tokio::test]
async fn the_endpoint_path_precedes_the_operation_path() {
    let recorder = Recorder::start(Response::ok("{}")).await;
    for (path, target) in [
        ("", "/participant/event"),
        ("/", "/participant/event"),
        ("/base/path", "/base/path/participant/event"),
        ("/base/", "/base/participant/event"),
        ("/a%20b/é", "/a%20b/%C3%A9/participant/event"),
    ] {
        client(recorder.url() + path).call(typing()).await.unwrap();
        assert_eq!(recorder.requests().last().unwrap().target, target, "{path}");
    }
}

#[test]
fn a_custom_transport_and_configure_reqwest_are_rejected() {
    let error = Client::builder()
        .region("eu-central-1")
        .transport(CapturingTransport::default())
        .configure_reqwest(|reqwest| reqwest)
        .build()
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "InvalidInput: reqwest is configured, but another transport is set"
    );
}

/// A custom transport needs no Tokio runtime.
#[test]
fn a_custom_transport_gets_the_same_request() {
    let captured = CapturingTransport::default();
    let client = captured.client();
    futures_executor::block_on(client.call(typing().client_token("once"))).unwrap();

    let requests = captured.take();
    let [request] = &requests[..] else { panic!("not one request: {requests:#?}") };
    assert_eq!(request.method(), "POST");
    assert_eq!(
        request.uri(),
        "https://participant.connect.eu-central-1.amazonaws.com/participant/event"
    );
    assert_eq!(request.headers()["x-amz-bearer"], CONNECTION_TOKEN);
    assert!(request.headers()["x-amz-bearer"].is_sensitive());
    assert_eq!(request.headers()["content-type"], "application/json");
    assert_eq!(request.headers().len(), 3, "{:?}", request.headers());
}
