//! Clients whose websockets misbehave. None of them disturbs another.

use connect_participant::ParticipantRole;
use connect_participant_local::{LocalService, WebsocketSettings};
use futures_util::SinkExt;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::frame::Frame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};

use crate::scene::{Scene, WAIT};
use crate::socket::{Client, HEARTBEAT, SUBSCRIBE, wait_until, websocket_url};

/// A scene, and a websocket of its agent that must not notice anything.
async fn scene_with_witness() -> (Scene, Client) {
    let scene = Scene::new().await;
    let witness = Client::subscribed(&scene, &scene.agent).await;
    (scene, witness)
}

/// Checks that the chat goes on, and that no websocket of the customer is left.
async fn assert_gone(scene: &Scene, witness: &mut Client) {
    wait_until(|| scene.customer.sockets().is_empty()).await;
    scene.agent.say("Hi").unwrap();
    assert_eq!(witness.item().await["Content"], "Hi");
    witness.assert_silence().await;
}

async fn open(scene: &Scene) -> Client {
    let (url, _) = websocket_url(scene, &scene.customer).await;
    Client::open(&scene.service, &url).await.unwrap()
}

/// A frame of a client, with a mask of zeros, as it is sent.
fn raw(first: u8, length: u8, payload: &[u8]) -> Vec<u8> {
    let mut bytes = vec![first, length, 0, 0, 0, 0];
    bytes.extend(payload);
    bytes
}

#[tokio::test]
async fn messages_over_the_limit_close_the_websocket() {
    let (scene, mut witness) = scene_with_witness().await;
    let limit = 256 * 1024;
    let mut client = open(&scene).await;
    client.send(&format!("{HEARTBEAT}{}", " ".repeat(limit - HEARTBEAT.len()))).await;
    assert_eq!(client.frame().await, json!({ "topic": "aws/heartbeat" }));
    client.send(&"x".repeat(limit + 1)).await;
    assert_eq!(client.close_code().await, 1009);
    assert_gone(&scene, &mut witness).await;

    // The same in fragments, none of which is too large. The client stops at the close frame.
    let mut client = open(&scene).await;
    for number in 0..=4 {
        let kind = if number == 0 { Data::Text } else { Data::Continue };
        let fragment = Frame::message(vec![b' '; limit / 4], OpCode::Data(kind), false);
        client.0.send(Message::Frame(fragment)).await.unwrap();
    }
    assert_eq!(client.close_code().await, 1009);
    assert_gone(&scene, &mut witness).await;

    // A frame that announces 2^63 - 1 bytes.
    let mut client = open(&scene).await;
    let mut bytes = vec![0x81, 0xff, 0x7f];
    bytes.extend([0xff; 7]);
    bytes.extend([0; 4]);
    client.0.get_mut().write_all(&bytes).await.unwrap();
    assert_eq!(client.close_code().await, 1009);
    assert_gone(&scene, &mut witness).await;
}

#[tokio::test]
async fn frames_that_break_the_protocol_close_the_websocket() {
    let (scene, mut witness) = scene_with_witness().await;
    for (bytes, code) in [
        (raw(0x81, 0x82, b"\xff\xfe"), 1007),
        (vec![0x81, 0x01, b'x'], 1002),
        (raw(0x83, 0x81, b"x"), 1002),
        (raw(0xf1, 0x81, b"x"), 1002),
        (raw(0x80, 0x81, b"x"), 1002),
        (raw(0x09, 0x81, b"x"), 1002),
        (raw(0x88, 0x81, b"x"), 1002),
    ] {
        let mut client = open(&scene).await;
        client.0.get_mut().write_all(&bytes).await.unwrap();
        assert_eq!(client.close_code().await, code, "{bytes:x?}");
        assert_gone(&scene, &mut witness).await;
    }
}

#[tokio::test]
async fn fragments_make_one_message() {
    let scene = Scene::new().await;
    let mut client = open(&scene).await;
    let (last, first) = (SUBSCRIBE.len() - 1, OpCode::Data(Data::Text));
    for (position, byte) in SUBSCRIBE.bytes().enumerate() {
        let kind = if position == 0 { first } else { OpCode::Data(Data::Continue) };
        let fragment = Frame::message(vec![byte], kind, position == last);
        client.0.send(Message::Frame(fragment)).await.unwrap();
        // Control frames may come between fragments.
        client.0.send(Message::Ping("1".into())).await.unwrap();
    }
    assert_eq!(client.frame().await["content"]["status"], "success");
}

#[tokio::test]
async fn clients_that_leave_without_a_word_are_noticed() {
    let (scene, mut witness) = scene_with_witness().await;
    let mut half_open = open(&scene).await;
    half_open.0.get_mut().shutdown().await.unwrap();
    assert_gone(&scene, &mut witness).await;
    drop(open(&scene).await);
    assert_gone(&scene, &mut witness).await;
    let mut in_a_message = open(&scene).await;
    in_a_message.0.get_mut().write_all(&raw(0x01, 0xfd, b"{")).await.unwrap();
    drop(in_a_message);
    assert_gone(&scene, &mut witness).await;
}

/// The operating system buffers several megabytes, and the service four more.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn clients_that_never_read_are_reset() {
    let (scene, mut witness) = scene_with_witness().await;
    let mut idle = Vec::new();
    for _ in 0..4 {
        idle.push(Client::subscribed(&scene, &scene.customer).await);
    }
    let text = "a".repeat(16 * 1024);
    let mut said = 0;
    while !scene.customer.sockets().is_empty() {
        scene.agent.say(&*text).unwrap();
        assert_eq!(witness.item().await["Content"].as_str(), Some(&*text));
        said += 1;
        assert!(said < 8 * 1024, "{said} messages of 16 KiB wait");
    }
    assert_gone(&scene, &mut witness).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_websockets_come_and_go() {
    let settings = WebsocketSettings::default().max_per_participant(1_000);
    let scene = Scene::at(LocalService::builder().websockets(settings)).await;
    let mut witness = Client::subscribed(&scene, &scene.agent).await;
    let (url, _) = websocket_url(&scene, &scene.customer).await;
    for round in 0..5 {
        let mut clients = Vec::new();
        for _ in 0..200 {
            clients.push(Client::open(&scene.service, &url).await.unwrap());
        }
        for (number, client) in clients.iter_mut().enumerate() {
            match (number + round) % 3 {
                0 => client.send(SUBSCRIBE).await,
                1 => client.send("x").await,
                _ => {}
            }
        }
        scene.agent.say("Hi").unwrap();
        assert_eq!(witness.item().await["Content"], "Hi");
        drop(clients);
        assert_gone(&scene, &mut witness).await;
    }
}

/// A handshake that is never completed is an incomplete request, which times out.
#[tokio::test]
async fn incomplete_handshakes_are_no_websockets() {
    let (scene, mut witness) = scene_with_witness().await;
    let address = scene.service.url().strip_prefix("http://").unwrap();
    let mut streams = Vec::new();
    for _ in 0..100 {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream
            .write_all(b"GET /_local/websocket HTTP/1.1\r\nUpgrade: websocket\r\n")
            .await
            .unwrap();
        streams.push(stream);
    }
    assert_gone(&scene, &mut witness).await;
    for mut stream in streams {
        stream.shutdown().await.unwrap();
        let mut rest = Vec::new();
        timeout(WAIT, stream.read_to_end(&mut rest)).await.expect("the end").unwrap();
    }
}

/// What a client sends together with its handshake is not lost.
#[tokio::test]
async fn frames_behind_the_handshake_are_read() {
    let scene = Scene::new().await;
    let customer = scene.chat.add_participant(ParticipantRole::Customer);
    let (url, _) = websocket_url(&scene, &customer).await;
    let url = url.replacen("ws", "http", 1);
    let path = scene.path(&url);
    let mut request = format!(
        "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )
    .into_bytes();
    let length = 0x80 | u8::try_from(HEARTBEAT.len()).unwrap();
    request.extend(raw(0x81, length, HEARTBEAT.as_bytes()));
    let mut stream = crate::scene::connect(&scene.service).await;
    stream.write_all(&request).await.unwrap();
    stream.shutdown().await.unwrap();
    let mut response = Vec::new();
    timeout(WAIT, stream.read_to_end(&mut response)).await.expect("the end").unwrap();
    let response = String::from_utf8_lossy(&response);
    assert!(response.starts_with("HTTP/1.1 101 ") && response.contains(HEARTBEAT), "{response}");
}
