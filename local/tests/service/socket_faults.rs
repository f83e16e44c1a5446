//! Websockets that fail on purpose, and pushes that no operation makes.

use std::time::Duration;

use connect_participant::ParticipantRole;
use connect_participant_local::{Fault, LocalService, ManualClock, Push, SocketFault};
use futures_util::SinkExt;
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;

use crate::scene::Scene;
use crate::socket::{Client, HEARTBEAT, PING, SUBSCRIBE, event_name, wait_until, websocket_url};

#[tokio::test]
async fn a_handshake_is_refused_with_a_status() {
    let scene = Scene::new().await;
    let (url, _) = websocket_url(&scene, &scene.customer).await;
    for status in [403, 404, 429, 500, 503] {
        scene.service.inject(Fault::status(status).on("websocket"));
        scene.agent.say("Hi").unwrap();
        scene.typing(scene.agent.connection_token()).await.unwrap();
        assert_eq!(Client::open(&scene.service, &url).await.err(), Some(status));
    }
    scene.service.inject(Fault::reset().on("websocket"));
    let address = scene.service.url().strip_prefix("http://").unwrap();
    let stream = tokio::net::TcpStream::connect(address).await.unwrap();
    assert!(tokio_tungstenite::client_async(&*url, stream).await.is_err());
    assert!(scene.chat.sockets().is_empty());
    // A fault for an operation does not apply to a handshake.
    scene.service.inject(Fault::status(500).on("SendMessage").always());
    Client::open(&scene.service, &url).await.unwrap();
}

#[tokio::test]
async fn a_refused_handshake_leaves_no_websocket() {
    let scene = Scene::new().await;
    let (url, _) = websocket_url(&scene, &scene.customer).await;
    for _ in 0..10 {
        scene.service.inject(Fault::cut_short().on("websocket"));
        let address = scene.service.url().strip_prefix("http://").unwrap();
        let stream = tokio::net::TcpStream::connect(address).await.unwrap();
        assert!(tokio_tungstenite::client_async(&*url, stream).await.is_err());
    }
    Client::open(&scene.service, &url).await.unwrap();
}

#[tokio::test]
async fn a_subscription_fails_or_is_ignored() {
    let scene = Scene::new().await;
    let (url, _) = websocket_url(&scene, &scene.customer).await;
    let mut client = Client::open(&scene.service, &url).await.unwrap();
    scene.service.inject_socket_fault(SocketFault::fail_subscription());
    client.send(SUBSCRIBE).await;
    assert_eq!(client.frame().await["content"]["status"], "failure");
    scene.service.inject_socket_fault(SocketFault::ignore_subscription().times(2));
    for _ in 0..2 {
        client.send(SUBSCRIBE).await;
        client.assert_silence().await;
        assert!(!scene.customer.sockets()[0].is_subscribed());
    }
    scene.agent.say("1").unwrap();
    client.send(SUBSCRIBE).await;
    assert_eq!(client.frame().await["content"]["status"], "success");
    assert!(scene.customer.sockets()[0].is_subscribed());
}

#[tokio::test]
async fn heartbeats_and_pings_can_fail_apart() {
    let scene = Scene::new().await;
    let mut client = Client::subscribed(&scene, &scene.customer).await;
    scene.service.inject_socket_fault(SocketFault::ignore_heartbeat());
    scene.service.inject_socket_fault(SocketFault::fail_ping(500));
    scene.service.inject_socket_fault(SocketFault::ignore_ping());
    for text in [HEARTBEAT, PING, PING, PING, HEARTBEAT] {
        client.send(text).await;
    }
    assert_eq!(client.frame().await["statusCode"], 500);
    assert_eq!(client.frame().await["statusCode"], 200);
    assert_eq!(client.frame().await["topic"], "aws/heartbeat");

    scene.service.inject_socket_fault(SocketFault::ignore_heartbeat().always());
    for _ in 0..10 {
        client.send(HEARTBEAT).await;
    }
    client.send(PING).await;
    assert_eq!(client.frame().await["topic"], "aws/ping");
    scene.service.clear_faults();
    client.assert_silence().await;
}

#[tokio::test]
async fn pings_of_the_protocol_are_ignored_while_all_else_works() {
    let scene = Scene::new().await;
    let mut client = Client::subscribed(&scene, &scene.customer).await;
    let mut other = Client::subscribed(&scene, &scene.agent).await;
    let ignore = || SocketFault::ignore_protocol_ping().of(scene.customer.id());
    scene.service.inject_socket_fault(ignore().times(3));
    // In one write, so that the service reads the pings and the rest at once.
    for number in [1, 2, 3] {
        client.0.feed(Message::Ping(vec![number].into())).await.unwrap();
    }
    client.0.feed(Message::text(HEARTBEAT)).await.unwrap();
    client.0.feed(Message::text(PING)).await.unwrap();
    client.0.feed(Message::Ping(vec![4].into())).await.unwrap();
    client.0.flush().await.unwrap();
    scene.agent.say("Hi").unwrap();
    let mut received = Vec::new();
    for _ in 0..4 {
        received.push(client.message().await.unwrap().unwrap());
    }
    let pongs = received.iter().filter(|message| message.is_pong());
    assert_eq!(pongs.collect::<Vec<_>>(), [&Message::Pong(vec![4].into())]);
    for text in ["aws/heartbeat", "aws/ping", "Hi"] {
        assert!(received.iter().any(|frame| frame.to_string().contains(text)), "{received:?}");
    }

    // The websockets of others are not affected, and the fault can be removed.
    scene.service.inject_socket_fault(ignore().always());
    for (client, has_pong) in [(&mut other, true), (&mut client, false)] {
        client.0.send(Message::Ping(vec![5].into())).await.unwrap();
        client.send(HEARTBEAT).await;
        let mut has_response = false;
        while !has_response {
            let message = client.message().await.unwrap().unwrap();
            assert!(has_pong || !message.is_pong());
            has_response = message.to_string().contains("aws/heartbeat");
        }
    }
    scene.service.clear_faults();
    client.0.send(Message::Ping(vec![6].into())).await.unwrap();
    assert_eq!(client.message().await.unwrap().unwrap(), Message::Pong(vec![6].into()));
}

#[tokio::test]
async fn a_fault_applies_to_all_websockets_of_a_chat() {
    let scene = Scene::new().await;
    let mut clients = [
        Client::subscribed(&scene, &scene.customer).await,
        Client::subscribed(&scene, &scene.agent).await,
    ];
    for (id, is_lost) in [(scene.chat.contact_id(), true), ("", false)] {
        scene.service.inject_socket_fault(SocketFault::lose_push().of(id).times(2));
        scene.agent.say("1").unwrap();
        for client in &mut clients {
            if is_lost {
                client.assert_silence().await;
            } else {
                assert_eq!(client.item().await["Content"], "1");
            }
        }
    }
}

#[tokio::test]
async fn pushes_are_lost_repeated_and_reordered() {
    let scene = Scene::new().await;
    let mut client = Client::subscribed(&scene, &scene.customer).await;
    let mut other = Client::subscribed(&scene, &scene.agent).await;
    let inject = |fault: SocketFault| {
        scene.service.inject_socket_fault(fault.of(scene.customer.id()));
    };
    inject(SocketFault::duplicate_push());
    inject(SocketFault::lose_push());
    inject(SocketFault::reorder_push());
    for number in 1..=5 {
        scene.agent.say(number.to_string()).unwrap();
    }
    let mut said = Vec::new();
    for _ in 0..5 {
        said.push(client.item().await["Content"].as_str().unwrap().to_owned());
    }
    assert_eq!(said, ["1", "1", "4", "3", "5"]);
    client.assert_silence().await;
    // Everything is recorded, and the websockets of others are not affected.
    assert_eq!(scene.chat.said().len(), 5);
    for number in 1..=5 {
        assert_eq!(other.item().await["Content"], number.to_string());
    }
}

#[tokio::test]
async fn a_delayed_push_is_overtaken() {
    let scene = Scene::new().await;
    let mut client = Client::subscribed(&scene, &scene.customer).await;
    let hour = Duration::from_secs(3600);
    scene.service.inject_socket_fault(SocketFault::delay_push(hour));
    scene.service.inject_socket_fault(SocketFault::delay_push(Duration::from_millis(1)));
    for number in 1..=3 {
        scene.agent.say(number.to_string()).unwrap();
    }
    assert_eq!(client.item().await["Content"], "3");
    assert_eq!(client.item().await["Content"], "2");
    client.assert_silence().await;
}

#[tokio::test]
async fn a_websocket_is_reset() {
    let scene = Scene::new().await;
    let mut client = Client::subscribed(&scene, &scene.customer).await;
    let mut other = Client::subscribed(&scene, &scene.customer).await;
    let socket = scene.customer.sockets().remove(0);
    assert_eq!(socket.participant_id(), scene.customer.id());
    socket.reset();
    scene.agent.say("Hi").unwrap();
    let end = client.message().await;
    assert!(matches!(end, Some(Err(_))), "{end:?}");
    assert_eq!(other.item().await["Content"], "Hi");
    wait_until(|| scene.chat.sockets().len() < 2).await;
    // A handle of a closed websocket does nothing.
    socket.reset();
    socket.close(1000, "");
    socket.send_frame("a");
    socket.silence();
}

#[tokio::test]
async fn a_websocket_is_closed_with_a_code() {
    let scene = Scene::new().await;
    for (code, reason) in
        [(1001, "Going away".to_owned()), (4000, "é".repeat(200)), (1009, String::new())]
    {
        let mut client = Client::subscribed(&scene, &scene.customer).await;
        scene.agent.say("before").unwrap();
        scene.customer.sockets()[0].close(code, &*reason);
        scene.agent.say("after").unwrap();
        assert_eq!(client.item().await["Content"], "before");
        match client.message().await {
            Some(Ok(Message::Close(Some(frame)))) => {
                assert_eq!(u16::from(frame.code), code);
                assert!(reason.starts_with(frame.reason.as_str()) && frame.reason.len() <= 123);
            }
            other => panic!("{other:?}"),
        }
        assert!(client.message().await.is_none());
    }
}

#[tokio::test]
async fn a_silent_websocket_stays_open() {
    let scene = Scene::new().await;
    let mut client = Client::subscribed(&scene, &scene.customer).await;
    let mut other = Client::subscribed(&scene, &scene.customer).await;
    scene.customer.sockets()[0].silence();
    for _ in 0..3 {
        client.send(HEARTBEAT).await;
        scene.agent.say("Hi").unwrap();
        other.item().await;
    }
    assert_eq!(scene.customer.sockets().len(), 2);
    scene.customer.sockets()[0].reset();
    let end = client.message().await;
    assert!(matches!(end, Some(Err(_))), "{end:?}");

    // The service notices that the client of a silent websocket leaves.
    scene.customer.sockets()[0].silence();
    drop(other);
    wait_until(|| scene.customer.sockets().is_empty()).await;
}

#[tokio::test]
async fn a_frame_is_sent_as_it_is() {
    let scene = Scene::new().await;
    let (url, _) = websocket_url(&scene, &scene.customer).await;
    let mut client = Client::open(&scene.service, &url).await.unwrap();
    let large = "a".repeat(1024 * 1024);
    for text in ["", "[]", r#"{"topic":7}"#, &large] {
        scene.customer.sockets()[0].send_frame(text);
        assert_eq!(client.message().await.unwrap().unwrap(), Message::text(text));
    }
}

#[tokio::test]
async fn items_that_no_operation_makes_are_pushed() {
    let scene = Scene::at(LocalService::builder().clock(ManualClock::default())).await;
    let mut client = Client::subscribed(&scene, &scene.customer).await;
    let contact_id = scene.chat.contact_id();

    let id = scene.chat.push(Push::event("participant.idle").by(&scene.customer));
    let idle = json!({
        "Id": id, "AbsoluteTime": "2019-11-08T02:41:28.172Z", "Type": "EVENT",
        "ContentType": "application/vnd.amazonaws.connect.event.participant.idle",
        "ParticipantId": scene.customer.id(), "ParticipantRole": "CUSTOMER",
        "DisplayName": "Customer", "ContactId": contact_id, "InitialContactId": contact_id,
    });
    assert_eq!(client.item().await, idle);

    let session = r#"{"SessionId":"7d1c"}"#;
    scene.chat.push(Push::event("authentication.initiated").content(session));
    let item = client.item().await;
    assert_eq!(
        (event_name(&item), &item["Content"]),
        ("authentication.initiated", &json!(session))
    );

    scene.chat.push(Push::event("application/x").member("ContactId", Value::Null));
    let item = client.item().await;
    assert_eq!((&item["ContentType"], item.get("ContactId")), (&json!("application/x"), None));

    let id = scene.chat.push(Push::chunk(1, "How can"));
    scene.chat.push(Push::completed("How can I help?").member("Id", &*id));
    let (chunk, completed) = (client.item().await, client.item().await);
    assert_eq!((&chunk["Id"], &completed["Id"]), (&json!(id), &json!(id)));
    let metadata = json!({ "MessageCompleted": false, "ChunkNumber": 1 });
    assert_eq!((&chunk["MessageMetadata"], &chunk["Type"]), (&metadata, &json!("MESSAGE")));
    assert_eq!(completed["MessageMetadata"]["MessageCompleted"], true);
    assert_eq!(
        (&completed["ParticipantRole"], &completed["DisplayName"]),
        (&json!("SYSTEM"), &json!("BOT"))
    );
    assert_eq!(scene.chat.transcript().len(), 0);
}

#[test]
fn socket_faults_are_parsed() {
    for text in [
        "ignore-subscription",
        "fail-subscription",
        "ignore-heartbeat*always",
        "ignore-ping*3",
        "ignore-protocol-ping*always",
        "fail-ping=500",
        "lose-push@9d1c",
        "duplicate-push",
        "reorder-push",
        "delay-push=500@9d1c*2",
    ] {
        drop(text.parse::<SocketFault>().unwrap());
    }
    let fault: SocketFault = "delay-push=500@9d1c*2".parse().unwrap();
    let printed = r#"SocketFault { effect: DelayPush(500ms), of: Some("9d1c"), times: Some(2) }"#;
    assert_eq!(format!("{fault:?}"), printed);
    for (text, problem) in [
        ("drop", "`drop` is not a fault of a websocket"),
        ("delay-push", "`delay-push` is not a fault of a websocket"),
        ("delay-push=x", "`x` is not a number of milliseconds"),
        ("fail-ping=x", "`x` is not the status of a ping"),
        ("lose-push*x", "`x` is not a number, or `always`"),
    ] {
        assert_eq!(text.parse::<SocketFault>().unwrap_err().to_string(), problem);
    }
}

/// The same over HTTP.
#[tokio::test]
async fn websockets_are_controlled_over_http() {
    let scene = Scene::at(LocalService::builder().control(true)).await;
    let control = async |line: &str, body: &str| {
        let head = format!("{line} HTTP/1.1\r\nContent-Length: {}\r\n", body.len());
        scene.exchange(&head, body).await
    };
    let bot = scene.chat.add_participant(ParticipantRole::CustomBot);
    let mut client = Client::subscribed(&scene, &scene.customer).await;
    let mut other = Client::subscribed(&scene, &bot).await;
    let list = control("GET /_local/websockets", "").await;
    let id = scene.customer.sockets()[0].id().to_owned();
    let entry = json!({
        "websocketId": id, "contactId": scene.chat.contact_id(),
        "participantId": scene.customer.id(), "isSubscribed": true,
    });
    assert_eq!(list.body["websockets"][0], entry);
    assert_eq!(list.body["websockets"].as_array().unwrap().len(), 2);

    let send = format!("POST /_local/websockets/{id}/send");
    control(&send, r#"{"text":"a"}"#).await.assert_success();
    assert_eq!(client.message().await.unwrap().unwrap(), Message::text("a"));

    let push = format!("POST /_local/chats/{}/push", scene.chat.contact_id());
    let body = json!({ "ContentType": "participant.idle", "ParticipantId": scene.customer.id() })
        .to_string();
    let response = control(&push, &body).await;
    let item = client.item().await;
    assert_eq!(event_name(&item), "participant.idle");
    assert_eq!((&item["Id"], &item["DisplayName"]), (&response.body["Id"], &json!("Customer")));
    other.item().await;

    let fault = json!({ "fault": format!("duplicate-push@{}", bot.id()) }).to_string();
    control("POST /_local/faults", &fault).await.assert_success();
    scene.agent.say("Hi").unwrap();
    client.item().await;
    client.assert_silence().await;
    assert_eq!(other.item().await, other.item().await);

    control(&format!("POST /_local/websockets/{id}/close"), r#"{"code":4001}"#).await;
    assert_eq!(client.close_code().await, 4001);
    let id = bot.sockets()[0].id().to_owned();
    control(&format!("POST /_local/websockets/{id}/silence"), "").await.assert_success();
    control(&format!("POST /_local/websockets/{id}/reset"), "").await.assert_success();
    let end = other.message().await;
    assert!(matches!(end, Some(Err(_))), "{end:?}");
    let response = control("POST /_local/websockets/x/reset", "").await;
    let (status, _, message) = response.error();
    assert_eq!(status, 404);
    assert!(message.contains("`GET /_local/websockets` lists them"), "{message}");
}
