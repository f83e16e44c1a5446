//! Requests that no good client sends, and clients that do not behave.

use std::sync::Arc;

use connect_participant::ParticipantRole;
use connect_participant_local::LocalService;
use connect_participant_model::{DESCRIBE_VIEW, SEND_EVENT, TYPING};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::scene::{DENIED, PATIENCE, Raw, Scene, connect, read_to_end};

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

/// The service still answers.
async fn assert_well(scene: &Scene) {
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
async fn a_body_says_that_it_is_json() {
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
        let answer = post(&scene, headers, body.as_bytes()).await;
        assert_eq!(answer.error(), (415, "UnsupportedMediaTypeException", message), "{headers}");
    }
    assert_eq!(scene.chat.events().len(), 3);
    // The token comes first, and no body says nothing.
    let head = format!("POST {} HTTP/1.1\r\nContent-Length: 2\r\n", SEND_EVENT.path);
    assert_eq!(scene.exchange(&head, "{}").await.error(), DENIED);
    assert_eq!(post(&scene, "", b"").await.error(), NOT_JSON);
}

#[tokio::test]
async fn an_operation_without_a_body_takes_any() {
    let scene = Scene::new().await;
    let view = scene.chat.add_view(connect_participant::View::default());
    let token = scene.agent.connection_token().expose();
    let path = DESCRIBE_VIEW.path.replace("{ViewToken}", &view);
    let head = format!("GET {path} HTTP/1.1\r\nX-Amz-Bearer: {token}\r\nContent-Length: 1\r\n");
    scene.exchange(&head, "?").await.assert_success();
}

#[tokio::test]
async fn a_body_that_is_not_json_is_refused() {
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
        let answer = post(&scene, json, body).await;
        assert_eq!(
            answer.error(),
            NOT_JSON,
            "{}",
            String::from_utf8_lossy(&body[..9.min(body.len())])
        );
    }
    assert_eq!(scene.chat.events(), []);
}

#[tokio::test]
async fn the_last_of_two_members_counts() {
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
async fn a_request_has_one_token() {
    let scene = Scene::new().await;
    let token = scene.agent.connection_token().expose();
    let post = async |bearers: &[u8]| {
        let mut head = b"POST /participant/event HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\
            Content-Type: application/json\r\nContent-Length: 2\r\n"
            .to_vec();
        head.extend(bearers);
        head.extend(b"\r\n{}");
        let mut stream = send(&scene, head).await;
        let mut answer = Vec::new();
        timeout(PATIENCE, stream.read_to_end(&mut answer)).await.expect("it is closed").unwrap();
        Raw::parse(&answer)
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
async fn too_large_a_body_is_answered_while_it_is_sent_and_then_all_is_closed() {
    let scene = Scene::new().await;
    let head = "POST /participant/event HTTP/1.1\r\nHost: a\r\nContent-Length: ";
    // Only said to be so large, and sent at length.
    for (length, sent) in
        [(1_u64 << 60, 0), (1024 * 1024 + 1, 0), (8 * 1024 * 1024, 8 * 1024 * 1024)]
    {
        let mut stream = send(&scene, format!("{head}{length}\r\n\r\n")).await;
        let _ = stream.write_all(&vec![b' '; sent]).await;
        let answer = Raw::parse(read_to_end(&mut stream).await.as_bytes());
        assert_eq!(answer.error().0, 413, "{length}");
        assert_eq!(answer.header("connection"), Some("close"));
    }
    assert_well(&scene).await;
}

#[tokio::test]
async fn every_method_is_answered() {
    let scene = Scene::new().await;
    for method in ["HEAD", "OPTIONS", "DELETE", "PATCH", "TRACE", "X"] {
        let head = format!("{method} {} HTTP/1.1\r\n", SEND_EVENT.path);
        let answer = scene.exchange(&head, "").await;
        assert_eq!((answer.status, answer.header("allow")), (405, Some("POST")), "{method}");
        assert_eq!(answer.bytes.is_empty(), method == "HEAD", "{answer:?}");
    }
    for line in ["OPTIONS *", "CONNECT a:1", "HEAD /", "GET http://a/participant/events"] {
        let answer = scene.exchange(&format!("{line} HTTP/1.1\r\n"), "").await;
        assert_eq!(answer.status, 404, "{line}");
    }
    // As a proxy would be asked.
    let answer = scene.exchange("POST http://a/participant/event HTTP/1.1\r\n", "").await;
    assert_eq!(answer.error(), DENIED);
}

#[tokio::test]
async fn an_old_client_is_answered() {
    let scene = Scene::new().await;
    for head in [
        "POST /participant/event HTTP/1.0\r\n\r\n",
        "POST /participant/event HTTP/1.0\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n\
         POST /participant/event HTTP/1.0\r\n\r\n",
    ] {
        let mut stream = send(&scene, head).await;
        let answers = read_to_end(&mut stream).await;
        let requests = head.matches("POST").count();
        assert_eq!(answers.matches("HTTP/1.0 403 Forbidden\r\n").count(), requests, "{answers}");
        assert_eq!(answers.matches(r#"{"message":"Access denied"}"#).count(), requests);
    }
}

#[tokio::test]
async fn what_is_no_http_is_answered_as_a_gateway_would_and_closed() {
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
        let answer = read_to_end(&mut stream).await;
        let line = format!("HTTP/1.1 {status} ");
        assert!(answer.starts_with(&line), "{request:.40}: {answer}");
        assert!(!answer.contains("x-amzn"), "{answer}");
    }
    let mut stream = send(&scene, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").await;
    timeout(PATIENCE, stream.read_to_end(&mut Vec::new())).await.expect("it is closed").unwrap();
    assert_well(&scene).await;
}

#[tokio::test]
async fn a_body_with_bad_chunks_is_not_read() {
    let scene = Scene::new().await;
    let head = "POST /participant/event HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    let mut stream = send(&scene, format!("{head}x\r\n")).await;
    let answer = Raw::parse(read_to_end(&mut stream).await.as_bytes());
    assert_eq!(answer.error(), (400, "ValidationException", "the body cannot be read"));
    assert_well(&scene).await;
}

#[tokio::test]
async fn a_body_may_be_asked_for() {
    let scene = Scene::new().await;
    let request = scene.typing_request();
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    let mut stream = send(&scene, format!("{head}\r\nExpect: 100-continue\r\n\r\n")).await;
    let mut asked = vec![0; "HTTP/1.1 100 Continue\r\n\r\n".len()];
    timeout(PATIENCE, stream.read_exact(&mut asked)).await.expect("it is asked for").unwrap();
    assert_eq!(asked, b"HTTP/1.1 100 Continue\r\n\r\n");
    stream.write_all(body.as_bytes()).await.unwrap();
    Raw::parse(read_to_end(&mut stream).await.as_bytes()).assert_success();
}

#[tokio::test]
async fn requests_in_one_go_are_answered_in_their_order() {
    let scene = Scene::new().await;
    let last = scene.typing_request();
    let request = last.replace("Connection: close\r\n", "");
    let nowhere = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    let mut stream = send(&scene, format!("{request}{nowhere}{request}{last}")).await;
    let answers = read_to_end(&mut stream).await;
    let statuses: Vec<_> = answers
        .split("HTTP/1.1 ")
        .skip(1)
        .map(|answer| answer.split(' ').next().unwrap())
        .collect();
    assert_eq!(statuses, ["200", "404", "200", "200"]);
    let ids: Vec<_> = scene.chat.events().into_iter().map(|event| event.id).collect();
    let places: Vec<_> = ids.iter().map(|id| answers.find(id.as_str()).unwrap()).collect();
    assert!(places.is_sorted() && places.len() == 3, "{places:?}");
}

#[tokio::test]
async fn a_request_may_come_a_byte_at_a_time() {
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
async fn who_goes_away_in_the_middle_has_called_nothing() {
    let scene = Scene::new().await;
    let request = scene.typing_request();
    for end in [1, 20, request.len() - 10, request.len() - 1] {
        drop(send(&scene, &request.as_bytes()[..end]).await);
    }
    assert_well(&scene).await;
    assert_eq!(scene.chat.events().len(), 1);
}

#[tokio::test]
async fn many_connections_are_held_at_once() {
    let scene = Scene::new().await;
    let request = scene.typing_request();
    let (begun, rest) = request.split_at(request.len() - 1);
    let mut streams = Vec::new();
    for _ in 0..200 {
        streams.push(send(&scene, begun).await);
    }
    // Those that are slow keep nobody waiting.
    assert_well(&scene).await;
    for stream in &mut streams {
        stream.write_all(rest.as_bytes()).await.unwrap();
    }
    for stream in &mut streams {
        Raw::parse(read_to_end(stream).await.as_bytes()).assert_success();
    }
    assert_eq!(scene.chat.events().len(), 201);
}

#[tokio::test]
async fn dropping_the_service_ends_requests_that_are_still_coming() {
    let scene = Scene::new().await;
    let request = scene.typing_request();
    let mut streams = Vec::new();
    for end in [0, 20, request.len() - 1] {
        streams.push(send(&scene, &request.as_bytes()[..end]).await);
    }
    assert_well(&scene).await;
    let Scene { service, chat, .. } = scene;
    drop(service);
    for stream in &mut streams {
        // A connection with something unread in it is reset.
        let read = timeout(PATIENCE, stream.read_to_end(&mut Vec::new())).await;
        assert_eq!(read.expect("it is closed").unwrap_or(0), 0);
    }
    assert_eq!(chat.events().len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_services_are_there_at_once_and_know_nothing_of_each_other() {
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
