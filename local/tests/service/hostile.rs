//! Malformed requests and misbehaving clients.

use std::sync::Arc;

use connect_participant::ParticipantRole;
use connect_participant_local::LocalService;
use connect_participant_model::{DESCRIBE_VIEW, SEND_EVENT, TYPING};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::scene::{DENIED, Raw, Scene, WAIT, connect, read_to_end};

const NOT_JSON: (u16, &str, &str) = (400, "ValidationException", "the body is not a JSON object");

/// Posts bytes as the agent, with these headers.
async fn post(scene: &Scene, headers: &str, body: &[u8]) -> Raw {
    let token = scene.agent.connection_token().expose();
    let (path, length) = (SEND_EVENT.path, body.len());
    let head = format!(
        "POST {path} HTTP/1.1\r\nX-Amz-Bearer: {token}\r\nContent-Length: {length}\r\n{headers}"
    );
    scene.exchange_bytes(&head, body).await
}

/// Checks that the service still works.
async fn assert_works(scene: &Scene) {
    let before = scene.chat.events().len();
    scene.typing(scene.agent.connection_token()).await.unwrap();
    assert_eq!(scene.chat.events().len(), before + 1);
}

async fn send(scene: &Scene, bytes: impl AsRef<[u8]>) -> TcpStream {
    let mut stream = connect(&scene.service).await;
    stream.write_all(bytes.as_ref()).await.unwrap();
    stream
}

#[tokio::test]
async fn a_body_requires_the_json_content_type() {
    let scene = Scene::new().await;
    let body = json!({ "ContentType": TYPING.value }).to_string();
    for headers in [
        "Content-Type: application/json\r\n",
        "Content-Type: application/json; charset=utf-8\r\n",
        "content-type:Application/JSON ;\r\n",
    ] {
        post(&scene, headers, body.as_bytes()).await.assert_success();
    }
    let other = "the `Content-Type` of a body is application/json";
    let one = "a request with a body has one `Content-Type`";
    for (headers, message) in [
        ("", one),
        ("Content-Type: application/json\r\nContent-Type: application/json\r\n", one),
        ("Content-Type: \r\n", other),
        ("Content-Type: text/plain\r\n", other),
        ("Content-Type: application/jsonx\r\n", other),
        ("Content-Type: application/x-amz-json-1.1\r\n", other),
        ("Content-Type: application/j\u{e9}son\r\n", other),
    ] {
        let response = post(&scene, headers, body.as_bytes()).await;
        assert_eq!(response.error(), (415, "UnsupportedMediaTypeException", message), "{headers}");
    }
    assert_eq!(scene.chat.events().len(), 3);
    // The token is checked first. An empty body needs no content type.
    let head = format!("POST {} HTTP/1.1\r\nContent-Length: 2\r\n", SEND_EVENT.path);
    assert_eq!(scene.exchange(&head, "{}").await.error(), DENIED);
    assert_eq!(post(&scene, "", b"").await.error(), NOT_JSON);
}

#[tokio::test]
async fn a_body_is_ignored_if_the_operation_has_none() {
    let scene = Scene::new().await;
    let view = scene.chat.add_view(connect_participant::View::default());
    let token = scene.agent.connection_token().expose();
    let path = DESCRIBE_VIEW.path.replace("{ViewToken}", &view);
    let head = format!("GET {path} HTTP/1.1\r\nX-Amz-Bearer: {token}\r\nContent-Length: 1\r\n");
    scene.exchange(&head, "?").await.assert_success();
}

#[tokio::test]
async fn a_body_that_is_not_a_json_object_is_rejected() {
    let scene = Scene::new().await;
    let json = "Content-Type: application/json\r\n";
    let deep = format!(r#"{{"a":{}1{}}}"#, "[".repeat(500), "]".repeat(500));
    let deeper = format!(r#"{{"a":{}"#, r#"{"a":"#.repeat(100_000));
    for body in [
        b"{\"ContentType\":\"\xff\"}".as_slice(),
        b"\xef\xbb\xbf{}",
        b"{\"ContentType\":\"\\ud800\"}",
        b"{\"a\":1e999}",
        b"{'a':1}",
        b"{\"a\":1,}",
        b"{}\0",
        b"null",
        deep.as_bytes(),
        deeper.as_bytes(),
    ] {
        let response = post(&scene, json, body).await;
        assert_eq!(
            response.error(),
            NOT_JSON,
            "{}",
            String::from_utf8_lossy(&body[..9.min(body.len())])
        );
    }
    assert_eq!(scene.chat.events(), []);
}

#[tokio::test]
async fn the_last_of_two_equal_members_counts() {
    let scene = Scene::new().await;
    let typing = TYPING.value;
    let (last, first) = (
        format!(r#"{{"ContentType":1,"ContentType":"{typing}"}}"#),
        format!(r#"{{"ContentType":"{typing}","ContentType":1}}"#),
    );
    let json = "Content-Type: application/json\r\n";
    post(&scene, json, last.as_bytes()).await.assert_success();
    assert_eq!(post(&scene, json, first.as_bytes()).await.status, 400);
}

#[tokio::test]
async fn two_tokens_are_rejected() {
    let scene = Scene::new().await;
    let token = scene.agent.connection_token().expose();
    let post = async |bearers: &[u8]| {
        let mut head = b"POST /participant/event HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\
            Content-Type: application/json\r\nContent-Length: 2\r\n"
            .to_vec();
        head.extend(bearers);
        head.extend(b"\r\n{}");
        let mut stream = send(&scene, head).await;
        let mut response = Vec::new();
        timeout(WAIT, stream.read_to_end(&mut response))
            .await
            .expect("the connection is closed")
            .unwrap();
        Raw::parse(&response)
    };
    let good = format!("X-Amz-Bearer: {token}\r\n");
    assert_eq!(post(good.as_bytes()).await.status, 400);
    for bearers in [
        String::new(),
        format!("{good}{good}"),
        format!("{good}X-Amz-Bearer: \r\n"),
        format!("X-Amz-Bearer: {token}, {token}\r\n"),
        format!("X-Amz-Bearer: Bearer {token}\r\n"),
        format!("X-Amz-Bearer: {}\r\n", "a".repeat(2000)),
    ] {
        assert_eq!(post(bearers.as_bytes()).await.error(), DENIED, "{bearers:.60}");
    }
    assert_eq!(post(b"X-Amz-Bearer: \xff\xfe\r\n").await.error(), DENIED);
}

#[tokio::test]
async fn too_large_a_body_is_rejected_and_the_connection_closed() {
    let scene = Scene::new().await;
    let head = "POST /participant/event HTTP/1.1\r\nHost: a\r\nContent-Length: ";
    // The size is declared without sending the body, and with sending it.
    for (length, sent) in
        [(1_u64 << 60, 0), (1024 * 1024 + 1, 0), (8 * 1024 * 1024, 8 * 1024 * 1024)]
    {
        let mut stream = send(&scene, format!("{head}{length}\r\n\r\n")).await;
        let _ = stream.write_all(&vec![b' '; sent]).await;
        let response = Raw::parse(read_to_end(&mut stream).await.as_bytes());
        assert_eq!(response.error().0, 413, "{length}");
        assert_eq!(response.header("connection"), Some("close"));
    }
    assert_works(&scene).await;
}

#[tokio::test]
async fn every_method_gets_a_response() {
    let scene = Scene::new().await;
    for method in ["HEAD", "OPTIONS", "DELETE", "PATCH", "TRACE", "X"] {
        let head = format!("{method} {} HTTP/1.1\r\n", SEND_EVENT.path);
        let response = scene.exchange(&head, "").await;
        assert_eq!((response.status, response.header("allow")), (405, Some("POST")), "{method}");
        assert_eq!(response.bytes.is_empty(), method == "HEAD", "{response:?}");
    }
    for line in ["OPTIONS *", "CONNECT a:1", "HEAD /", "GET http://a/participant/events"] {
        let response = scene.exchange(&format!("{line} HTTP/1.1\r\n"), "").await;
        assert_eq!(response.status, 404, "{line}");
    }
    // The absolute form, as for a proxy.
    let response = scene.exchange("POST http://a/participant/event HTTP/1.1\r\n", "").await;
    assert_eq!(response.error(), DENIED);
}

#[tokio::test]
async fn http_1_0_gets_a_response() {
    let scene = Scene::new().await;
    for head in [
        "POST /participant/event HTTP/1.0\r\n\r\n",
        "POST /participant/event HTTP/1.0\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n\
         POST /participant/event HTTP/1.0\r\n\r\n",
    ] {
        let mut stream = send(&scene, head).await;
        let responses = read_to_end(&mut stream).await;
        let requests = head.matches("POST").count();
        assert_eq!(
            responses.matches("HTTP/1.0 403 Forbidden\r\n").count(),
            requests,
            "{responses}"
        );
        assert_eq!(responses.matches(r#"{"message":"Access denied"}"#).count(), requests);
    }
}

#[tokio::test]
async fn malformed_http_is_rejected() {
    let scene = Scene::new().await;
    let many = format!("GET / HTTP/1.1\r\n{}\r\n", "a: b\r\n".repeat(1000));
    let long = format!("GET /{} HTTP/1.1\r\n\r\n", "a".repeat(100_000));
    for (request, status) in [
        ("\r\n\r\nGET\r\n\r\n", 400),
        ("GET / HTTP/3.0\r\n\r\n", 400),
        ("GET  / HTTP/1.1\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\na\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nContent-Length: a\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n", 400),
        (many.as_str(), 431),
        (long.as_str(), 414),
    ] {
        let mut stream = send(&scene, request).await;
        let response = read_to_end(&mut stream).await;
        let line = format!("HTTP/1.1 {status} ");
        assert!(response.starts_with(&line), "{request:.40}: {response}");
        assert!(!response.contains("x-amzn"), "{response}");
    }
    let mut stream = send(&scene, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").await;
    timeout(WAIT, stream.read_to_end(&mut Vec::new()))
        .await
        .expect("the connection is closed")
        .unwrap();
    assert_works(&scene).await;
}

#[tokio::test]
async fn invalid_chunks_are_rejected() {
    let scene = Scene::new().await;
    let head = "POST /participant/event HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    let mut stream = send(&scene, format!("{head}x\r\n")).await;
    let response = Raw::parse(read_to_end(&mut stream).await.as_bytes());
    assert_eq!(response.error(), (400, "ValidationException", "the body cannot be read"));
    assert_works(&scene).await;
}

#[tokio::test]
async fn expect_100_continue_is_supported() {
    let scene = Scene::new().await;
    let request = scene.typing_request();
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    let mut stream = send(&scene, format!("{head}\r\nExpect: 100-continue\r\n\r\n")).await;
    let mut interim = vec![0; "HTTP/1.1 100 Continue\r\n\r\n".len()];
    timeout(WAIT, stream.read_exact(&mut interim))
        .await
        .expect("the service asks for the body")
        .unwrap();
    assert_eq!(interim, b"HTTP/1.1 100 Continue\r\n\r\n");
    stream.write_all(body.as_bytes()).await.unwrap();
    Raw::parse(read_to_end(&mut stream).await.as_bytes()).assert_success();
}

#[tokio::test]
async fn pipelined_requests_are_answered_in_order() {
    let scene = Scene::new().await;
    let last = scene.typing_request();
    let request = last.replace("Connection: close\r\n", "");
    let nowhere = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    let mut stream = send(&scene, format!("{request}{nowhere}{request}{last}")).await;
    let responses = read_to_end(&mut stream).await;
    let statuses: Vec<_> = responses
        .split("HTTP/1.1 ")
        .skip(1)
        .map(|response| response.split(' ').next().unwrap())
        .collect();
    assert_eq!(statuses, ["200", "404", "200", "200"]);
    let ids: Vec<_> = scene.chat.events().into_iter().map(|event| event.id).collect();
    let places: Vec<_> = ids.iter().map(|id| responses.find(id.as_str()).unwrap()).collect();
    assert!(places.is_sorted() && places.len() == 3, "{places:?}");
}

#[tokio::test]
async fn a_request_may_arrive_byte_by_byte() {
    let scene = Scene::new().await;
    let mut stream = connect(&scene.service).await;
    stream.set_nodelay(true).unwrap();
    for byte in scene.typing_request().into_bytes() {
        stream.write_all(&[byte]).await.unwrap();
        tokio::task::yield_now().await;
    }
    Raw::parse(read_to_end(&mut stream).await.as_bytes()).assert_success();
}

#[tokio::test]
async fn an_incomplete_request_has_no_effect() {
    let scene = Scene::new().await;
    let request = scene.typing_request();
    for end in [1, 20, request.len() - 10, request.len() - 1] {
        drop(send(&scene, &request.as_bytes()[..end]).await);
    }
    assert_works(&scene).await;
    assert_eq!(scene.chat.events().len(), 1);
}

#[tokio::test]
async fn many_connections_are_served_at_once() {
    let scene = Scene::new().await;
    let request = scene.typing_request();
    let (begun, rest) = request.split_at(request.len() - 1);
    let mut streams = Vec::new();
    for _ in 0..200 {
        streams.push(send(&scene, begun).await);
    }
    // Slow connections do not block others.
    assert_works(&scene).await;
    for stream in &mut streams {
        stream.write_all(rest.as_bytes()).await.unwrap();
    }
    for stream in &mut streams {
        Raw::parse(read_to_end(stream).await.as_bytes()).assert_success();
    }
    assert_eq!(scene.chat.events().len(), 201);
}

#[tokio::test]
async fn dropping_the_service_ends_incomplete_requests() {
    let scene = Scene::new().await;
    let request = scene.typing_request();
    let mut streams = Vec::new();
    for end in [0, 20, request.len() - 1] {
        streams.push(send(&scene, &request.as_bytes()[..end]).await);
    }
    assert_works(&scene).await;
    let Scene { service, chat, .. } = scene;
    drop(service);
    for stream in &mut streams {
        // TCP resets a connection that has unread data.
        let read = timeout(WAIT, stream.read_to_end(&mut Vec::new())).await;
        assert_eq!(read.expect("the connection is closed").unwrap_or(0), 0);
    }
    assert_eq!(chat.events().len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn services_are_independent() {
    let mut tests = JoinSet::new();
    let first = Arc::new(Scene::new().await);
    for _ in 0..50 {
        let first = Arc::clone(&first);
        tests.spawn(async move {
            let scene = Scene::new().await;
            scene.typing(scene.agent.connection_token()).await.unwrap();
            scene.typing(first.agent.connection_token()).await.unwrap_err();
            assert_eq!(scene.chat.events().len(), 1);
            assert_eq!(scene.service.chats().len(), 1);
        });
    }
    tests.join_all().await;
    assert_eq!(first.chat.events(), []);
    let service = LocalService::start().await.unwrap();
    assert_eq!(
        service.open_chat().add_participant(ParticipantRole::Agent).role().as_str(),
        "AGENT"
    );
}
