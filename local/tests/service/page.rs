//! The page for people, and what the control tells it.

use std::sync::{Arc, Mutex};

use connect_participant::ParticipantRole;
use connect_participant_local::{LocalService, SocketFault};
use futures_util::SinkExt;
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt;
use tokio_tungstenite::tungstenite::Message;

use crate::scene::{Raw, Scene, connect, read_to_end};
use crate::socket::{Client, HEARTBEAT, wait_until};

async fn scene() -> Scene {
    Scene::at(LocalService::builder().control(true)).await
}

async fn send(scene: &Scene, line: &str, body: &Value) -> Raw {
    let body = body.to_string();
    let head = format!("{line} HTTP/1.1\r\nContent-Length: {}\r\n", body.len());
    scene.exchange(&head, &body).await
}

/// Sends a request that succeeds, without a body.
async fn ok(scene: &Scene, line: &str) -> Value {
    let response = send(scene, line, &json!({})).await;
    response.assert_success();
    response.body
}

fn html(page: &Raw) -> &str {
    std::str::from_utf8(&page.bytes).unwrap()
}

#[tokio::test]
async fn the_page_is_strict_about_what_it_runs_and_who_shows_it() {
    let scene = scene().await;
    let mut nonces = Vec::new();
    for _ in 0..2 {
        let page = scene.exchange("GET /_local/ HTTP/1.1\r\n", "").await;
        assert_eq!(page.status, 200);
        for (name, value) in [
            ("content-type", "text/html; charset=utf-8"),
            ("cache-control", "no-store"),
            ("x-frame-options", "DENY"),
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(page.header(name), Some(value), "{name}");
        }
        let policy = page.header("content-security-policy").unwrap();
        let rest = policy.split_once("script-src 'nonce-").unwrap().1;
        let nonce = rest.split_once('\'').unwrap().0.to_owned();
        assert_eq!(
            policy,
            format!(
                "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; \
                 connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; \
                 frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
            )
        );
        let html = html(&page);
        assert!(html.contains(&format!("<script nonce=\"{nonce}\">")));
        assert!(html.contains(&format!("<style nonce=\"{nonce}\">")));
        assert_eq!(html.matches("<script").count(), 1);
        for participant in [&scene.customer, &scene.agent] {
            assert!(!html.contains(participant.connection_token().expose()));
            assert!(!html.contains(participant.participant_token().expose()));
        }
        nonces.push(nonce);
    }
    assert_ne!(nonces[0], nonces[1]);
    assert!(nonces.iter().all(|nonce| nonce.len() == 32));
}

#[tokio::test]
async fn the_page_has_one_address() {
    let scene = scene().await;
    let short = scene.exchange("GET /_local HTTP/1.1\r\n", "").await;
    assert_eq!((short.status, short.header("location")), (307, Some("/_local/")));
    for line in ["POST /_local/", "DELETE /_local", "HEAD /_local/"] {
        let response = scene.exchange(&format!("{line} HTTP/1.1\r\n"), "").await;
        assert_eq!((response.status, response.header("allow")), (405, Some("GET")), "{line}");
    }
    let without_control = Scene::new().await;
    for path in ["/_local", "/_local/"] {
        let response = without_control.exchange(&format!("GET {path} HTTP/1.1\r\n"), "").await;
        assert_eq!(response.status, 404, "{path}");
    }
}

#[tokio::test]
async fn other_sites_cannot_read_or_use_the_page() {
    let scene = scene().await;
    let (chat, agent) = (scene.chat.contact_id(), scene.agent.id());
    let say = format!("POST /_local/chats/{chat}/participants/{agent}/say");
    let frames = "GET /_local/websockets/a/frames".to_owned();
    for line in ["GET /_local/", "GET /_local", &say, &frames, "DELETE /_local/faults/1"] {
        for headers in [
            "Host: evil.example\r\n",
            "Host: localhost\r\nOrigin: https://evil.example\r\n",
            "Host: localhost\r\nOrigin: null\r\n",
            "Host: localhost\r\nSec-Fetch-Site: cross-site\r\n",
        ] {
            let mut stream = connect(&scene.service).await;
            let request = format!("{line} HTTP/1.1\r\nConnection: close\r\n{headers}\r\n");
            stream.write_all(request.as_bytes()).await.unwrap();
            let response = Raw::parse(read_to_end(&mut stream).await.as_bytes());
            assert_eq!(response.error().0, 403, "{line} {headers}");
        }
    }
    assert!(scene.chat.said().is_empty());
}

#[tokio::test]
async fn participants_can_be_added_without_their_tokens() {
    let scene = scene().await;
    let body = json!({ "participants": ["CUSTOMER", "AGENT"], "tokens": false });
    let chat = send(&scene, "POST /_local/chats", &body).await.body;
    let add = format!("POST /_local/chats/{}/participants", chat["contactId"].as_str().unwrap());
    let body = json!({ "role": "SUPERVISOR", "invite": true, "tokens": false });
    let added = send(&scene, &add, &body).await;
    added.assert_success();
    for text in [chat.to_string(), added.body.to_string()] {
        assert!(text.contains("participantId") && !text.contains("oken"), "{text}");
    }
    let with_tokens = send(&scene, &add, &json!({ "role": "AGENT" })).await;
    assert!(with_tokens.body["connectionToken"].is_string());

    let opened = scene.service.chats().pop().unwrap();
    opened.participants()[1].leave().unwrap();
    let supervisor = opened.add_participant(ParticipantRole::Supervisor);
    let presences = async || {
        let chats = ok(&scene, "GET /_local/chats").await;
        let participants = chats["chats"][1]["participants"].as_array().unwrap().clone();
        participants.iter().map(|one| one["presence"].as_str().unwrap().to_owned()).collect()
    };
    let before: Vec<String> = presences().await;
    assert_eq!(before, ["ACTIVE", "LEFT", "INVITED", "ACTIVE", "MONITORING"]);
    supervisor.barge_in();
    let after: Vec<String> = presences().await;
    assert_eq!(after[4], "BARGED_IN");
    assert_eq!(ok(&scene, "GET /_local/chats").await["chats"][1]["items"], 1);
}

#[tokio::test]
async fn lists_can_be_read_in_parts() {
    let scene = scene().await;
    for number in 1..=5 {
        scene.say(&scene.customer, &number.to_string()).await;
    }
    let path = format!("GET /_local/chats/{}/transcript", scene.chat.contact_id());
    for (query, contents) in [
        ("", "12345"),
        ("?after=3", "45"),
        ("?limit=2", "45"),
        ("?after=1&limit=3", "345"),
        ("?after=5", ""),
    ] {
        let part = ok(&scene, &format!("{path}{query}")).await;
        let items = part["items"].as_array().unwrap().iter();
        let said: String = items.map(|item| item["Content"].as_str().unwrap()).collect();
        assert_eq!((&*said, &part["total"]), (contents, &json!(5)), "{query}");

        let requests = ok(&scene, &format!("GET /_local/requests{query}")).await;
        let requests = requests["requests"].as_array().unwrap().iter();
        let numbers: String = requests
            .map(|request| {
                assert!(request["time"].as_str().unwrap().ends_with('Z'));
                request["number"].to_string()
            })
            .collect();
        assert_eq!(numbers, contents, "{query}");
    }
    let opened = scene.service.open_chat();
    for (query, contact_ids) in [
        ("", vec![scene.chat.contact_id(), opened.contact_id()]),
        ("?limit=1", vec![opened.contact_id()]),
        ("?after=2", vec![]),
    ] {
        let part = ok(&scene, &format!("GET /_local/chats{query}")).await;
        let chats = part["chats"].as_array().unwrap().iter();
        let found: Vec<_> = chats.map(|chat| chat["contactId"].as_str().unwrap()).collect();
        assert_eq!((found, &part["total"]), (contact_ids, &json!(2)), "{query}");
    }
    for query in ["?after=x", "?limit=-1", "?since=1"] {
        for path in [&*path, "GET /_local/requests", "GET /_local/chats"] {
            let response = send(&scene, &format!("{path}{query}"), &json!({})).await;
            let (status, _, message) = response.error();
            assert_eq!(status, 400, "{path}{query}");
            assert!(message.contains("?after=7&limit=100"), "{message}");
        }
    }
}

#[tokio::test]
async fn faults_can_be_listed_and_removed_one_by_one() {
    let scene = scene().await;
    let mut ids = Vec::new();
    for fault in ["429@SendEvent*always", "lose-push", "500@SendMessage*2"] {
        let injected = send(&scene, "POST /_local/faults", &json!({ "fault": fault })).await;
        ids.push(injected.body["faultId"].clone());
    }
    assert_eq!(scene.post(&json!({})).await.status, 429);
    scene.service.inject_socket_fault(SocketFault::ignore_heartbeat().of("a"));
    let texts = async || {
        let list = ok(&scene, "GET /_local/faults").await;
        let list = list["faults"].as_array().unwrap().clone();
        list.iter().map(|fault| fault["fault"].as_str().unwrap().to_owned()).collect()
    };
    let before: Vec<String> = texts().await;
    let expected =
        ["429@SendEvent*always", "lose-push*1", "500@SendMessage*2", "ignore-heartbeat@a*1"];
    assert_eq!(before, expected);

    scene.call(&connect_participant_model::SEND_MESSAGE, None, "{}").await;
    for id in &ids[..2] {
        ok(&scene, &format!("DELETE /_local/faults/{id}")).await;
    }
    let after: Vec<String> = texts().await;
    assert_eq!(after, ["500@SendMessage*1", "ignore-heartbeat@a*1"]);
    assert_ne!(scene.post(&json!({})).await.status, 429);
    for id in [&ids[0].to_string(), "x"] {
        let response = send(&scene, &format!("DELETE /_local/faults/{id}"), &json!({})).await;
        assert_eq!(response.error().0, 404, "{id}");
    }
}

#[tokio::test]
async fn the_frames_of_a_websocket_can_be_read() {
    let scene = scene().await;
    let mut client = Client::subscribed(&scene, &scene.customer).await;
    let id = scene.customer.sockets()[0].id().to_owned();
    client.send(HEARTBEAT).await;
    client.frame().await;
    client.0.send(Message::Ping(vec![b'7'].into())).await.unwrap();
    client.message().await;
    let words = "<img src=x onerror=alert(1)>".repeat(500);
    scene.agent.say(&*words).unwrap();
    client.item().await;

    let path = format!("GET /_local/websockets/{id}/frames");
    let list = ok(&scene, &path).await;
    assert_eq!(list["websocketId"], id);
    let frames = list["frames"].as_array().unwrap();
    let kinds: Vec<_> = frames
        .iter()
        .map(|frame| (frame["direction"].as_str().unwrap(), frame["kind"].as_str().unwrap()))
        .collect();
    let text = |direction| (direction, "TEXT");
    assert_eq!(
        kinds,
        [
            text("RECEIVED"),
            text("SENT"),
            text("RECEIVED"),
            text("SENT"),
            ("RECEIVED", "PING"),
            ("SENT", "PONG"),
            text("SENT"),
        ]
    );
    assert_eq!((&frames[2]["text"], &frames[4]["text"]), (&json!(HEARTBEAT), &json!("7")));
    let (shown, bytes) = (frames[6]["text"].as_str().unwrap(), frames[6]["bytes"].as_u64());
    assert!(shown.len() <= 2048 && bytes.unwrap() > 14_000, "{} {bytes:?}", shown.len());
    let later = ok(&scene, &format!("{path}?after=5&limit=1")).await;
    assert_eq!(later["frames"].as_array().unwrap().len(), 1);
    assert_eq!(later["frames"][0]["number"], 7);

    // A pong that a fault discards is not recorded. A closed websocket can still be read.
    scene.service.inject_socket_fault(SocketFault::ignore_protocol_ping());
    client.0.send(Message::Ping(vec![b'8'].into())).await.unwrap();
    client.assert_silence().await;
    scene.customer.sockets()[0].close(4001, "Bye");
    assert_eq!(client.close_code().await, 4001);
    drop(client);
    wait_until(|| scene.customer.sockets().is_empty()).await;
    let frames = ok(&scene, &format!("{path}?after=7")).await["frames"].as_array().unwrap().clone();
    let kinds: Vec<_> = frames.iter().map(|frame| frame["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["PING", "TEXT", "TEXT", "CLOSE"]);
    assert_eq!(frames[3]["text"], "4001 Bye");
    let sockets = ok(&scene, "GET /_local/websockets").await;
    let closed = json!([{
        "websocketId": id,
        "contactId": scene.chat.contact_id(),
        "participantId": scene.customer.id(),
    }]);
    assert_eq!((&sockets["websockets"], &sockets["closed"]), (&json!([]), &closed));
    let unknown = send(&scene, "GET /_local/websockets/x/frames", &json!({})).await;
    assert_eq!(unknown.error().0, 404);
}

/// A page asks for news all the time, which would hide everything else in a log.
#[tokio::test]
async fn what_the_page_reads_is_not_reported() {
    let lines = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&lines);
    let builder = LocalService::builder().control(true).on_request(move |request| {
        log.lock().unwrap().push(format!("{} {}", request.method, request.path));
    });
    let scene = Scene::at(builder).await;
    for (line, site) in [
        ("GET /_local/chats", "same-origin"),
        ("GET /_local/requests", "same-origin"),
        ("GET /_local/", "none"),
        ("POST /_local/chats", "same-origin"),
        ("GET /_local/clock", "cross-site"),
        ("GET /participant/event", "same-origin"),
    ] {
        scene.exchange(&format!("{line} HTTP/1.1\r\nSec-Fetch-Site: {site}\r\n"), "").await;
    }
    drop(scene);
    assert_eq!(
        *lines.lock().unwrap(),
        ["GET /_local/", "POST /_local/chats", "GET /_local/clock", "GET /participant/event"]
    );
}
