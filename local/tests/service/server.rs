//! Paths, methods and connections.

use std::io::ErrorKind as IoErrorKind;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use connect_participant::{ErrorKind, EventContentType, SendEventInput};
use connect_participant_local::LocalService;
use connect_participant_model::{SEND_EVENT, TYPING};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::scene::{Scene, WAIT, connect, read_to_end};

const MAX_BODY_BYTES: usize = 1024 * 1024;

#[tokio::test]
async fn an_unknown_path_is_rejected() {
    let scene = Scene::new().await;
    for path in [
        "/",
        "/participant/event/",
        "/participant/messages",
        "/participant/views/",
        "/participant/views/a/b",
    ] {
        let head = format!("POST {path} HTTP/1.1\r\nContent-Length: 2\r\n");
        let response = scene.exchange(&head, "{}").await;
        let message = "the service has no operation at this path";
        assert_eq!(response.error(), (404, "UnknownOperationException", message), "{path}");
    }
}

#[tokio::test]
async fn a_wrong_method_is_rejected() {
    let scene = Scene::new().await;
    let token = scene.agent.connection_token().expose();
    let body = json!({ "ContentType": TYPING.value }).to_string();
    for method in ["GET", "PUT", "post"] {
        let path = SEND_EVENT.path;
        let length = body.len();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nX-Amz-Bearer: {token}\r\nContent-Length: {length}\r\n"
        );
        let response = scene.exchange(&head, &body).await;
        let message = "`SendEvent` is called with POST";
        assert_eq!(response.error(), (405, "UnknownOperationException", message), "{method}");
        assert_eq!(response.header("allow"), Some("POST"));
    }
    assert_eq!(scene.chat.events(), []);
}

#[tokio::test]
async fn a_body_is_limited_to_one_mebibyte() {
    let scene = Scene::new().await;
    let agent = scene.agent.connection_token().expose();
    let body = json!({ "ContentType": TYPING.value }).to_string();
    let fits = format!("{body}{}", " ".repeat(MAX_BODY_BYTES - body.len()));
    let too_large = format!("{fits} ");

    scene.post_as(Some(agent), &fits).await.assert_success();
    let expected = (413, "RequestTooLargeException", "the body exceeds 1048576 bytes");
    assert_eq!(scene.post_as(Some(agent), &too_large).await.error(), expected);

    let head = format!(
        "POST {} HTTP/1.1\r\nX-Amz-Bearer: {agent}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n",
        SEND_EVENT.path
    );
    let chunked = |body: &str| format!("{:x}\r\n{body}\r\n0\r\n\r\n", body.len());
    scene.exchange(&head, &chunked(&fits)).await.assert_success();
    // Without the end of the body, because the service responds before it.
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
    let responses = read_to_end(&mut stream).await;
    assert_eq!(responses.matches("HTTP/1.1 403 ").count(), 1, "{responses}");
    assert_eq!(responses.matches("HTTP/1.1 404 ").count(), 1, "{responses}");
}

#[tokio::test]
async fn malformed_requests_do_not_affect_others() {
    let scene = Scene::new().await;
    let mut stream = connect(&scene.service).await;
    stream.write_all(b"\x16\x03\x01\x02\x00\x01\xff\xfe\r\n\r\n").await.unwrap();
    let mut response = Vec::new();
    let end =
        timeout(WAIT, stream.read_to_end(&mut response)).await.expect("the connection is closed");
    assert!(end.is_err() || !response.starts_with(b"HTTP/1.1 2"), "{response:?}");
    scene.typing(scene.agent.connection_token()).await.unwrap();
}

#[tokio::test]
async fn dropping_the_service_closes_everything() {
    let scene = Scene::new().await;
    let mut stream = connect(&scene.service).await;
    // A response shows that the service has accepted the connection.
    stream.write_all(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n").await.unwrap();
    let mut some = [0; 16];
    timeout(WAIT, stream.read_exact(&mut some)).await.expect("the service responds").unwrap();
    scene.typing(scene.agent.connection_token()).await.unwrap();

    let address = scene.service.url().strip_prefix("http://").unwrap().to_owned();
    let Scene { service, client, chat, agent, .. } = scene;
    drop(service);

    read_to_end(&mut stream).await;
    let refused = TcpStream::connect(address).await.unwrap_err();
    assert_eq!(refused.kind(), IoErrorKind::ConnectionRefused);
    let token = agent.connection_token().clone();
    let input = SendEventInput::new(EventContentType::Typing, token);
    assert_eq!(client.call(input).await.unwrap_err().kind(), ErrorKind::Transport);
    // The recorded events can still be read.
    assert_eq!(chat.events().len(), 1);
}

#[test]
fn start_requires_a_tokio_runtime() {
    let mut context = Context::from_waker(Waker::noop());
    let Poll::Ready(Err(error)) = pin!(LocalService::start()).poll(&mut context) else {
        panic!("it started without a runtime");
    };
    assert_eq!(error.kind(), IoErrorKind::Other);
    let message = error.to_string();
    assert!(message.starts_with("there is no Tokio runtime for the local service: "), "{message}");
}

#[tokio::test]
async fn debug_output_contains_no_token() {
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
