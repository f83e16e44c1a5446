//! The local service, called by the client; and by hand, where the client would not send what is to be refused.

#![cfg(feature = "local")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test says what went wrong by panicking, also where clippy sees no `#[test]`"
)]

use std::collections::HashSet;
use std::io::ErrorKind as IoErrorKind;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, SystemTime};

use connect_participant::local::{Chat, ChatParticipant, LocalService, RecordedEvent};
use connect_participant::{
    Client, ConnectionToken, ErrorKind, EventContentType, ParticipantRole, Result, SendEventInput,
    SendEventOutput,
};
use connect_participant_model::{
    CLIENT_TOKEN_LENGTH, CONTENT_LENGTH, Content, EVENT_CONTENT_TYPES, MESSAGE_READ,
    RECEIVE_ONLY_CONTENT_TYPES, SEND_EVENT, TYPING,
};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

const RECEIPT: &str = r#"{"messageId":"6bd8e4a7"}"#;
const MAX_BODY_BYTES: usize = 1024 * 1024;
const PATIENCE: Duration = Duration::from_secs(20);

/// A chat of a customer and an agent, and a client.
struct Scene {
    service: LocalService,
    client: Client,
    chat: Chat,
    customer: ChatParticipant,
    agent: ChatParticipant,
}

impl Scene {
    async fn new() -> Self {
        let service = LocalService::start().await.unwrap();
        let client = Client::builder().endpoint_url(service.url()).max_attempts(1).build().unwrap();
        let chat = service.open_chat();
        let customer = chat.add_participant(ParticipantRole::Customer);
        let agent = chat.add_participant(ParticipantRole::Agent);
        Self { service, client, chat, customer, agent }
    }

    async fn typing(&self, token: &ConnectionToken) -> Result<SendEventOutput> {
        self.client.send_event(SendEventInput::new(EventContentType::Typing, token.clone())).await
    }

    async fn read(&self, participant: &ChatParticipant) -> Result<SendEventOutput> {
        let token = participant.connection_token().clone();
        let input = SendEventInput::new(EventContentType::MessageRead, token);
        self.client.send_event(input.message_id("6bd8e4a7")).await
    }

    /// Posts a body as the agent.
    async fn post(&self, body: &Value) -> Raw {
        self.post_as(Some(self.agent.connection_token().expose()), &body.to_string()).await
    }

    async fn post_as(&self, bearer: Option<&str>, body: &str) -> Raw {
        let bearer = bearer.map(|token| format!("X-Amz-Bearer: {token}\r\n")).unwrap_or_default();
        let length = body.len();
        let path = SEND_EVENT.path;
        let head = format!("POST {path} HTTP/1.1\r\n{bearer}Content-Length: {length}\r\n");
        self.exchange(&head, body).await
    }

    /// Sends one request on a connection of its own, and reads the answer.
    async fn exchange(&self, head: &str, body: &str) -> Raw {
        let mut stream = connect(&self.service).await;
        let request = format!("{head}Host: localhost\r\nConnection: close\r\n\r\n{body}");
        stream.write_all(request.as_bytes()).await.unwrap();
        Raw::parse(&read_to_end(&mut stream).await)
    }
}

async fn connect(service: &LocalService) -> TcpStream {
    TcpStream::connect(service.url().strip_prefix("http://").unwrap()).await.unwrap()
}

async fn read_to_end(stream: &mut TcpStream) -> String {
    let mut text = String::new();
    timeout(PATIENCE, stream.read_to_string(&mut text)).await.expect("it is closed").unwrap();
    text
}

/// An answer as it came.
struct Raw {
    status: u16,
    head: String,
    body: Value,
}

impl Raw {
    /// Reads an answer, and checks what all answers have.
    fn parse(text: &str) -> Self {
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("{text:?}"));
        let raw = Self {
            status: head.split(' ').nth(1).unwrap().parse().unwrap(),
            head: head.to_owned(),
            body: serde_json::from_str(body).unwrap_or_else(|_| panic!("{text:?}")),
        };
        assert_eq!(raw.header("content-type"), Some("application/json"));
        assert_uuid(raw.header("x-amzn-requestid").expect("every answer has one"));
        raw
    }

    fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().skip(1).filter_map(|line| line.split_once(": "));
        lines.into_iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// The status, the error type and the message of an error.
    #[track_caller]
    fn error(&self) -> (u16, &str, &str) {
        let body = self.body.as_object().unwrap();
        assert_eq!(body.len(), 1, "{body:?}");
        (self.status, self.header("x-amzn-errortype").unwrap(), body["message"].as_str().unwrap())
    }

    #[track_caller]
    fn assert_success(&self) {
        assert_eq!((self.status, self.header("x-amzn-errortype")), (200, None), "{}", self.body);
    }
}

/// A UUID, version 4, as text.
#[track_caller]
fn assert_uuid(text: &str) {
    let lengths: Vec<_> = text.split('-').map(str::len).collect();
    assert_eq!(lengths, [8, 4, 4, 4, 12], "{text}");
    assert!(text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f' | b'-')), "{text}");
    assert_eq!(text.as_bytes()[14], b'4', "{text}");
    assert!(matches!(text.as_bytes()[19], b'8' | b'9' | b'a' | b'b'), "{text}");
}

const DENIED: (u16, &str, &str) = (403, "AccessDeniedException", "Access denied");

#[tokio::test]
async fn an_event_is_answered_and_recorded() {
    let scene = Scene::new().await;
    let before = SystemTime::now() - Duration::from_millis(1);

    let output = scene.read(&scene.agent).await.unwrap();

    let [RecordedEvent { ref id, ref absolute_time, .. }] = scene.chat.events()[..] else {
        panic!("{:?}", scene.chat.events());
    };
    assert_eq!(output.id.as_ref(), Some(id));
    assert_eq!(output.absolute_time.as_ref(), Some(absolute_time));
    assert_uuid(id);
    assert_eq!(absolute_time.as_str().len(), "2019-11-08T02:41:28.172Z".len());
    let time = absolute_time.to_system_time().unwrap();
    assert!((before..=SystemTime::now()).contains(&time), "{absolute_time}");

    let event = &scene.chat.events()[0];
    assert_eq!(event.participant_id, scene.agent.id());
    assert_eq!(event.participant_role, ParticipantRole::Agent);
    assert_eq!(event.content_type, EventContentType::MessageRead.as_str());
    assert_eq!(event.content.as_deref(), Some(RECEIPT));
}

#[tokio::test]
async fn a_success_has_the_services_shape() {
    let scene = Scene::new().await;
    let first = scene.post(&json!({ "ContentType": TYPING.value })).await;
    let second = scene.post(&json!({ "ContentType": TYPING.value })).await;
    first.assert_success();
    second.assert_success();
    let keys: Vec<_> = first.body.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["AbsoluteTime", "Id"]);
    assert_eq!(first.body["Id"], scene.chat.events()[0].id);
    assert_ne!(first.body["Id"], second.body["Id"]);
    assert_ne!(first.header("x-amzn-requestid"), second.header("x-amzn-requestid"));
}

#[tokio::test]
async fn every_content_type_of_an_event_is_taken() {
    let scene = Scene::new().await;
    for content_type in EVENT_CONTENT_TYPES {
        let content = (content_type.content == Content::Receipt).then_some(RECEIPT);
        let body = json!({ "ContentType": content_type.value, "Content": content, "More": [] });
        scene.post(&body).await.assert_success();
        let event = scene.chat.events().pop().unwrap();
        assert_eq!(event.content_type, content_type.value);
        assert_eq!(event.content.as_deref(), content);
    }
    assert_eq!(scene.chat.events().len(), EVENT_CONTENT_TYPES.len());
}

#[tokio::test]
async fn a_content_that_no_one_asked_for_is_recorded() {
    let scene = Scene::new().await;
    scene.post(&json!({ "ContentType": TYPING.value, "Content": "a" })).await.assert_success();
    assert_eq!(scene.chat.events()[0].content.as_deref(), Some("a"));
}

#[tokio::test]
async fn events_are_recorded_in_their_order_whoever_looks() {
    let scene = Scene::new().await;
    let looking = scene.chat.clone();
    let mut ids = Vec::new();
    for participant in [&scene.agent, &scene.customer, &scene.customer, &scene.agent] {
        let output = scene.typing(participant.clone().connection_token()).await.unwrap();
        ids.push((output.id.unwrap(), participant.id().to_owned(), participant.role()));
    }
    let recorded = looking.events().into_iter();
    let recorded: Vec<_> =
        recorded.map(|event| (event.id, event.participant_id, event.participant_role)).collect();
    assert_eq!(recorded, ids);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn events_sent_at_once_are_each_recorded_once() {
    let scene = Scene::new().await;
    let mut calls = tokio::task::JoinSet::new();
    for number in 0..64 {
        let client = scene.client.clone();
        let token = scene.agent.connection_token().clone();
        // Every call is made twice.
        let client_token = format!("call {}", number / 2);
        calls.spawn(async move {
            let input = SendEventInput::new(EventContentType::Typing, token);
            client.send_event(input.client_token(client_token)).await.unwrap().id.unwrap()
        });
    }
    let answered: HashSet<_> = calls.join_all().await.into_iter().collect();
    let recorded: Vec<_> = scene.chat.events().into_iter().map(|event| event.id).collect();
    assert_eq!(recorded.len(), 32);
    assert_eq!(recorded.into_iter().collect::<HashSet<_>>(), answered);
}

#[tokio::test]
async fn only_a_connection_token_of_this_service_gets_in() {
    let scene = Scene::new().await;
    let elsewhere = Scene::new().await;
    let body = json!({ "ContentType": TYPING.value }).to_string();
    let agent = scene.agent.connection_token().expose();
    for (bearer, which) in [
        (None, "none"),
        (Some(""), "an empty one"),
        (Some("-"), "an unknown one"),
        (Some("\u{e9}"), "one that is not ASCII"),
        (Some(agent.to_uppercase().as_str()), "one in another case"),
        (Some(scene.agent.participant_token().expose()), "a participant token"),
        (Some(elsewhere.agent.connection_token().expose()), "another service's"),
    ] {
        assert_eq!(scene.post_as(bearer, &body).await.error(), DENIED, "{which}");
    }
    // The token is looked at before the body is.
    assert_eq!(scene.post_as(None, "").await.error(), DENIED);
    assert_eq!(scene.chat.events(), []);

    scene.post_as(Some(agent), &body).await.assert_success();
}

#[tokio::test]
async fn a_chat_that_has_ended_denies_access_and_the_others_go_on() {
    let scene = Scene::new().await;
    let other = scene.service.open_chat();
    let guest = other.add_participant(ParticipantRole::Customer);
    scene.typing(scene.agent.connection_token()).await.unwrap();

    scene.chat.end();

    let late = scene.chat.add_participant(ParticipantRole::Supervisor);
    for participant in [&scene.agent, &scene.customer, &late] {
        let error = scene.typing(participant.connection_token()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::AccessDenied);
        assert_eq!(error.message(), Some("Access denied"));
        assert_uuid(error.request_id().unwrap());
    }
    let agent = scene.agent.connection_token().expose();
    assert_eq!(scene.post_as(Some(agent), "").await.error(), DENIED);
    assert_eq!(scene.chat.events().len(), 1);

    scene.typing(guest.connection_token()).await.unwrap();
    assert_eq!(other.events().len(), 1);
}

#[tokio::test]
async fn what_the_service_does_not_take_is_refused() {
    let scene = Scene::new().await;
    let typing = TYPING.value;
    let read = MESSAGE_READ.value;
    let is_not_one = "`ContentType` is not one that `SendEvent` takes: ";
    for (body, start) in [
        (json!([]), "the body is not a JSON object"),
        (json!("ContentType"), "the body is not a JSON object"),
        (json!({}), "`ContentType` is missing"),
        (json!({ "ContentType": null }), "`ContentType` is missing"),
        (json!({ "contentType": typing }), "`ContentType` is missing"),
        (json!({ "ContentType": 1 }), "`ContentType` is not a string"),
        (json!({ "ContentType": "" }), is_not_one),
        (json!({ "ContentType": format!("{typing} ") }), is_not_one),
        (json!({ "ContentType": "text/plain" }), is_not_one),
        (json!({ "ContentType": RECEIVE_ONLY_CONTENT_TYPES[0] }), is_not_one),
        (json!({ "ContentType": typing, "Content": {} }), "`Content` is not a string"),
        (json!({ "ContentType": typing, "Content": "" }), "`Content` is empty"),
        (json!({ "ContentType": typing, "ClientToken": 1 }), "`ClientToken` is not a string"),
        (json!({ "ContentType": read }), "`Content` is missing"),
        (json!({ "ContentType": read, "Content": null }), "`Content` is missing"),
        (json!({ "ContentType": read, "Content": "6bd8e4a7" }), "`Content` is not JSON"),
        (json!({ "ContentType": read, "Content": "[]" }), "`Content` is not a JSON object"),
        (json!({ "ContentType": read, "Content": "{}" }), "`Content` has no `messageId`"),
    ] {
        let answer = scene.post(&body).await;
        let (status, error_type, message) = answer.error();
        assert_eq!((status, error_type), (400, "ValidationException"), "{body}");
        assert!(message.starts_with(start), "{body}: {message}");
    }
    let agent = scene.agent.connection_token().expose();
    for body in ["", "{", "\u{0}", "{} {}", &"[".repeat(10_000)] {
        let answer = scene.post_as(Some(agent), body).await;
        assert_eq!(
            answer.error(),
            (400, "ValidationException", "the body is not a JSON object"),
            "{body:.9}"
        );
    }
    assert_eq!(scene.chat.events(), []);
}

#[tokio::test]
async fn lengths_are_checked_in_the_services_units() {
    let scene = Scene::new().await;
    let content = |text: String| json!({ "ContentType": TYPING.value, "Content": text });
    let token = |text: String| json!({ "ContentType": TYPING.value, "ClientToken": text });

    scene.post(&content("é".repeat(CONTENT_LENGTH.max / 2))).await.assert_success();
    let answer = scene.post(&content("é".repeat(CONTENT_LENGTH.max / 2 + 1))).await;
    let message = "`Content` has 16386 bytes, more than 16384";
    assert_eq!(answer.error(), (400, "ValidationException", message));

    scene.post(&token("é".repeat(CLIENT_TOKEN_LENGTH.max))).await.assert_success();
    let answer = scene.post(&token("é".repeat(CLIENT_TOKEN_LENGTH.max + 1))).await;
    let message = "`ClientToken` has 501 characters, more than 500";
    assert_eq!(answer.error(), (400, "ValidationException", message));
    assert_eq!(scene.chat.events().len(), 2);
}

#[tokio::test]
async fn more_than_two_participants_get_no_receipts() {
    let scene = Scene::new().await;
    scene.read(&scene.customer).await.unwrap();
    let supervisor = scene.chat.add_participant(ParticipantRole::Supervisor);

    for participant in [&scene.customer, &scene.agent, &supervisor] {
        let error = scene.read(participant).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Conflict);
        let message = "Operation can not be performed due to the state of the contact.";
        assert_eq!(error.message(), Some(message));
        assert_eq!(error.status().unwrap().as_u16(), 409);
        scene.typing(participant.connection_token()).await.unwrap();
    }
    let receipts = EVENT_CONTENT_TYPES.iter().filter(|row| row.content == Content::Receipt);
    for receipt in receipts {
        let body = json!({ "ContentType": receipt.value, "Content": RECEIPT });
        let answer = scene.post(&body).await;
        assert_eq!(answer.error().0, 409);
        assert_eq!(answer.error().1, "ConflictException");
    }
    // The input is looked at before the state of the chat is.
    let body = json!({ "ContentType": MESSAGE_READ.value });
    assert_eq!(scene.post(&body).await.error().0, 400);
    assert_eq!(scene.chat.events().len(), 4);
}

#[tokio::test]
async fn a_repeated_call_gets_the_same_answer_and_is_recorded_once() {
    let scene = Scene::new().await;
    let read = |participant: &ChatParticipant, client_token: &str| {
        let token = participant.connection_token().clone();
        let input = SendEventInput::new(EventContentType::MessageRead, token);
        scene.client.send_event(input.message_id("6bd8e4a7").client_token(client_token))
    };
    let first = read(&scene.agent, "a").await.unwrap();
    assert_eq!(read(&scene.agent, "a").await.unwrap(), first);
    assert_eq!(scene.chat.events().len(), 1);

    // Another token, or another participant, is another call.
    assert_ne!(read(&scene.agent, "b").await.unwrap().id, first.id);
    assert_ne!(read(&scene.customer, "a").await.unwrap().id, first.id);
    assert_eq!(scene.chat.events().len(), 3);

    // What was taken once was taken, though it would not be now; a refused call is not remembered.
    let _third = scene.chat.add_participant(ParticipantRole::CustomBot);
    assert_eq!(read(&scene.agent, "a").await.unwrap(), first);
    assert_eq!(read(&scene.agent, "c").await.unwrap_err().kind(), ErrorKind::Conflict);
    assert_eq!(read(&scene.agent, "c").await.unwrap_err().kind(), ErrorKind::Conflict);

    scene.chat.end();
    assert_eq!(read(&scene.agent, "a").await.unwrap_err().kind(), ErrorKind::AccessDenied);
}

#[tokio::test]
async fn no_client_token_and_an_empty_one_are_no_token() {
    let scene = Scene::new().await;
    let typing = TYPING.value;
    for body in [
        json!({ "ContentType": typing }),
        json!({ "ContentType": typing, "ClientToken": null }),
        json!({ "ContentType": typing, "ClientToken": "" }),
    ] {
        for _ in 0..2 {
            scene.post(&body).await.assert_success();
        }
    }
    assert_eq!(scene.chat.events().len(), 6);
}

#[tokio::test]
async fn what_is_not_there_says_so() {
    let scene = Scene::new().await;
    for path in [
        "/",
        "/participant/event/",
        "/participant/messages",
        "/participant/views/",
        "/participant/views/a/b",
    ] {
        let head = format!("POST {path} HTTP/1.1\r\nContent-Length: 2\r\n");
        let answer = scene.exchange(&head, "{}").await;
        let message = "the service has no operation at this path";
        assert_eq!(answer.error(), (404, "UnknownOperationException", message), "{path}");
    }
}

#[tokio::test]
async fn an_operation_has_one_method() {
    let scene = Scene::new().await;
    let token = scene.agent.connection_token().expose();
    let body = json!({ "ContentType": TYPING.value }).to_string();
    for method in ["GET", "PUT", "post"] {
        let path = SEND_EVENT.path;
        let length = body.len();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nX-Amz-Bearer: {token}\r\nContent-Length: {length}\r\n"
        );
        let answer = scene.exchange(&head, &body).await;
        let message = "`SendEvent` is called with POST";
        assert_eq!(answer.error(), (405, "UnknownOperationException", message), "{method}");
        assert_eq!(answer.header("allow"), Some("POST"));
    }
    assert_eq!(scene.chat.events(), []);
}

#[tokio::test]
async fn a_body_has_at_most_a_mebibyte() {
    let scene = Scene::new().await;
    let agent = scene.agent.connection_token().expose();
    let body = json!({ "ContentType": TYPING.value }).to_string();
    let fits = format!("{body}{}", " ".repeat(MAX_BODY_BYTES - body.len()));
    let too_large = format!("{fits} ");

    scene.post_as(Some(agent), &fits).await.assert_success();
    let expected = (413, "RequestTooLargeException", "the body has more than 1048576 bytes");
    assert_eq!(scene.post_as(Some(agent), &too_large).await.error(), expected);

    let head = format!(
        "POST {} HTTP/1.1\r\nX-Amz-Bearer: {agent}\r\nTransfer-Encoding: chunked\r\n",
        SEND_EVENT.path
    );
    let chunked = |body: &str| format!("{:x}\r\n{body}\r\n0\r\n\r\n", body.len());
    scene.exchange(&head, &chunked(&fits)).await.assert_success();
    // Without the end, which would come after the answer.
    let unfinished = format!("{:x}\r\n{too_large}", too_large.len());
    assert_eq!(scene.exchange(&head, &unfinished).await.error(), expected);
    assert_eq!(scene.chat.events().len(), 2);
}

#[tokio::test]
async fn a_connection_is_kept_after_an_error() {
    let scene = Scene::new().await;
    let mut stream = connect(&scene.service).await;
    let denied = "POST /participant/event HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}";
    let nowhere = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    stream.write_all(format!("{denied}{nowhere}").as_bytes()).await.unwrap();
    let answers = read_to_end(&mut stream).await;
    assert_eq!(answers.matches("HTTP/1.1 403 ").count(), 1, "{answers}");
    assert_eq!(answers.matches("HTTP/1.1 404 ").count(), 1, "{answers}");
}

#[tokio::test]
async fn what_is_not_http_hurts_nobody() {
    let scene = Scene::new().await;
    let mut stream = connect(&scene.service).await;
    stream.write_all(b"\x16\x03\x01\x02\x00\x01\xff\xfe\r\n\r\n").await.unwrap();
    let mut answer = Vec::new();
    let end = timeout(PATIENCE, stream.read_to_end(&mut answer)).await.expect("it is closed");
    assert!(end.is_err() || !answer.starts_with(b"HTTP/1.1 2"), "{answer:?}");
    scene.typing(scene.agent.connection_token()).await.unwrap();
}

#[tokio::test]
async fn dropping_the_service_closes_its_port_and_its_connections() {
    let scene = Scene::new().await;
    let mut stream = connect(&scene.service).await;
    // An answered request shows that the connection is taken.
    stream.write_all(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n").await.unwrap();
    let mut some = [0; 16];
    timeout(PATIENCE, stream.read_exact(&mut some)).await.expect("it is answered").unwrap();
    scene.typing(scene.agent.connection_token()).await.unwrap();

    let address = scene.service.url().strip_prefix("http://").unwrap().to_owned();
    let Scene { service, client, chat, agent, .. } = scene;
    drop(service);

    read_to_end(&mut stream).await;
    // The port is closed before the connections are: this runtime has one thread.
    let refused = TcpStream::connect(address).await.unwrap_err();
    assert_eq!(refused.kind(), IoErrorKind::ConnectionRefused);
    let token = agent.connection_token().clone();
    let input = SendEventInput::new(EventContentType::Typing, token);
    assert_eq!(client.send_event(input).await.unwrap_err().kind(), ErrorKind::Transport);
    // What was recorded is still there.
    assert_eq!(chat.events().len(), 1);
}

#[test]
fn a_service_needs_a_tokio_runtime() {
    let mut context = Context::from_waker(Waker::noop());
    let Poll::Ready(Err(error)) = pin!(LocalService::start()).poll(&mut context) else {
        panic!("it needs no runtime");
    };
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert_eq!(error.message(), Some("there is no Tokio runtime to run the local service on"));
}

#[tokio::test]
async fn tokens_and_ids_are_each_their_own() {
    let service = LocalService::start().await.unwrap();
    let chats = [service.open_chat(), service.open_chat()];
    let mut seen = HashSet::new();
    for chat in &chats {
        for _ in 0..10 {
            let participant = chat.add_participant(ParticipantRole::Customer);
            for text in [
                participant.id(),
                participant.connection_token().expose(),
                participant.participant_token().expose(),
            ] {
                assert_uuid(text);
                assert!(seen.insert(text.to_owned()), "twice the same");
            }
        }
    }
}

#[tokio::test]
async fn nothing_prints_a_token() {
    let scene = Scene::new().await;
    scene.typing(scene.agent.connection_token()).await.unwrap();
    scene.chat.end();
    let error = scene.typing(scene.agent.connection_token()).await.unwrap_err();
    let Scene { service, client, chat, agent, .. } = scene;
    let printed = format!(
        "{service:#?} {client:#?} {chat:#?} {agent:#?} {:#?} {error:#?} {error} {:?} {:?}",
        chat.events(),
        agent.connection_token(),
        agent.participant_token(),
    );
    assert!(printed.contains(agent.id()), "{printed}");
    assert!(!printed.contains(agent.connection_token().expose()));
    assert!(!printed.contains(agent.participant_token().expose()));
}

#[test]
fn roles_are_the_services() {
    let roles = [
        ParticipantRole::Agent,
        ParticipantRole::Customer,
        ParticipantRole::System,
        ParticipantRole::CustomBot,
        ParticipantRole::Supervisor,
    ];
    let names = roles.map(|role| role.to_string());
    assert_eq!(names, ["AGENT", "CUSTOMER", "SYSTEM", "CUSTOM_BOT", "SUPERVISOR"]);
}
