//! Websockets: their URLs, what is pushed, and how they end.

use std::time::Duration;

use connect_participant::{
    ConnectionType, CreateParticipantConnectionInput, DisconnectParticipantInput,
    MessageContentType, ParticipantRole, SendMessageInput,
};
use connect_participant_local::{
    ExcessWebsocket, LocalService, ManualClock, RefusalReason, RequestRecord, WebsocketSettings,
};
use futures_util::SinkExt;
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt;
use tokio_tungstenite::tungstenite::Message;

use crate::scene::{Raw, Scene, connect, read_to_end};
use crate::socket::{
    Client, HEARTBEAT, PING, SECOND, SUBSCRIBE, event_name, wait_until, websocket_url,
};

#[tokio::test]
async fn a_url_is_returned_alone_or_with_credentials() {
    let scene = Scene::new().await;
    for (types, has_credentials) in [
        (vec![ConnectionType::Websocket], false),
        (vec![ConnectionType::Websocket, ConnectionType::ConnectionCredentials], true),
    ] {
        let token = scene.customer.participant_token().clone();
        let input = CreateParticipantConnectionInput::new(token).r#type(types);
        let output = scene.client.call(input).await.unwrap();
        assert_eq!(output.connection_credentials.is_some(), has_credentials);
        let url = output.websocket.unwrap().url.unwrap();
        assert!(url.starts_with("ws://127.0.0.1:") && url.contains('?'), "{url}");
        Client::open(&scene.service, &url).await.unwrap();
    }
}

#[tokio::test]
async fn a_url_is_valid_for_100_seconds() {
    let clock = ManualClock::default();
    let scene = Scene::at(LocalService::builder().clock(clock.clone())).await;
    let (url, expiry) = websocket_url(&scene, &scene.customer).await;
    assert_eq!(expiry.to_system_time(), Some(clock.now() + 100 * SECOND));
    clock.advance(99 * SECOND);
    let mut open = Client::open(&scene.service, &url).await.unwrap();
    // It can be opened again as long as it is valid.
    Client::open(&scene.service, &url).await.unwrap();
    clock.advance(SECOND);
    assert_eq!(Client::open(&scene.service, &url).await.err(), Some(403));
    // The expiry ends no open websocket.
    open.assert_silence().await;
}

#[tokio::test]
async fn void_urls_are_refused_with_a_reason() {
    let (sender, records) = std::sync::mpsc::channel();
    let builder = LocalService::builder();
    let builder = builder.on_request(move |record| sender.send(record.clone()).unwrap());
    let scene = Scene::at(builder).await;
    let url = |secret: &str| {
        let base = scene.service.url().replacen("http", "ws", 1);
        format!("{base}/_local/websocket?X-Amz-Security-Token={secret}")
    };
    let (agent, _) = websocket_url(&scene, &scene.agent).await;
    let (customer, _) = websocket_url(&scene, &scene.customer).await;
    let last = || records.try_iter().last().unwrap();
    let refused = |record: RequestRecord| (record.status.unwrap().as_u16(), record.reason);

    for unknown in [url("x"), url(""), url("").replace("?X-Amz-Security-Token=", "")] {
        assert_eq!(Client::open(&scene.service, &unknown).await.err(), Some(403));
        assert_eq!(refused(last()), (403, Some(RefusalReason::UnknownUrl)));
    }
    scene.agent.leave().unwrap();
    assert_eq!(Client::open(&scene.service, &agent).await.err(), Some(403));
    assert_eq!(refused(last()), (403, Some(RefusalReason::ParticipantLeft)));
    scene.chat.end();
    assert_eq!(Client::open(&scene.service, &customer).await.err(), Some(403));
    let record = last();
    assert_eq!(record.participant_id.as_deref(), Some(scene.customer.id()));
    assert_eq!(record.path, "/_local/websocket");
    assert!(!format!("{record:?}{record}").contains("Token"), "{record:?}");
    assert_eq!(refused(record), (403, Some(RefusalReason::ChatEnded)));
}

#[tokio::test]
async fn requests_that_are_no_handshake_are_explained() {
    let scene = Scene::new().await;
    let (url, _) = websocket_url(&scene, &scene.customer).await;
    let url = url.replacen("ws", "http", 1);
    let path = scene.path(&url);
    let upgrade = "Upgrade: websocket\r\nSec-WebSocket-Key: eA==\r\n";
    for (method, headers, status) in [
        ("GET", "Connection: close\r\n".to_owned(), 426),
        ("GET", format!("{upgrade}Connection: close\r\nSec-WebSocket-Version: 13\r\n"), 426),
        (
            "GET",
            format!("{upgrade}Connection: close, Upgrade\r\nSec-WebSocket-Version: 8\r\n"),
            426,
        ),
        (
            "GET",
            "Upgrade: websocket\r\nConnection: close, upgrade\r\nSec-WebSocket-Version: 13\r\n"
                .to_owned(),
            400,
        ),
        ("POST", "Connection: close\r\n".to_owned(), 405),
    ] {
        let mut stream = connect(&scene.service).await;
        let request = format!("{method} {path} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        let response = Raw::parse(read_to_end(&mut stream).await.as_bytes());
        assert_eq!(response.status, status, "{headers}: {response:?}");
        assert_eq!(response.header("sec-websocket-version").is_some(), status == 426);
    }
    assert!(scene.chat.sockets().is_empty());
}

/// Opens a websocket with these headers, and returns the status.
async fn handshake_status(scene: &Scene, headers: &str) -> u16 {
    let (url, _) = websocket_url(scene, &scene.customer).await;
    let url = url.replacen("ws", "http", 1);
    let path = scene.path(&url);
    let mut stream = connect(&scene.service).await;
    let request = format!(
        "GET {path} HTTP/1.1\r\n{headers}Connection: Upgrade\r\nUpgrade: WebSocket\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    stream.shutdown().await.unwrap();
    let response = Raw::parse_head(read_to_end(&mut stream).await.as_bytes());
    let proof = (response.status == 101).then_some("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    assert_eq!(response.header("sec-websocket-accept"), proof, "{response:?}");
    response.status
}

#[tokio::test]
async fn pages_of_other_sites_cannot_listen() {
    let scene = Scene::new().await;
    for (headers, status) in [
        ("Host: localhost\r\nOrigin: http://localhost:3000\r\n", 101),
        ("Host: 127.0.0.1\r\n", 101),
        ("Host: evil.example\r\n", 403),
        ("Host: localhost\r\nOrigin: https://evil.example\r\n", 403),
        ("Host: localhost\r\nOrigin: null\r\n", 403),
    ] {
        assert_eq!(handshake_status(&scene, headers).await, status, "{headers}");
    }
}

/// A browser takes `127.0.0.1` and `localhost` for different sites.
#[tokio::test]
async fn a_page_on_this_machine_can_listen_with_cors() {
    for (cors, origin, status) in [
        (false, "http://localhost:3000", 403),
        (true, "http://localhost:3000", 101),
        (true, "https://evil.example", 403),
    ] {
        let scene = Scene::at(LocalService::builder().cors(cors)).await;
        let headers =
            format!("Host: 127.0.0.1\r\nOrigin: {origin}\r\nSec-Fetch-Site: cross-site\r\n");
        assert_eq!(handshake_status(&scene, &headers).await, status, "{cors}, {origin}");
    }
}

#[tokio::test]
async fn heartbeats_and_pings_are_answered_at_any_time() {
    let scene = Scene::new().await;
    let (url, _) = websocket_url(&scene, &scene.customer).await;
    let mut client = Client::open(&scene.service, &url).await.unwrap();
    for _ in 0..2 {
        client.assert_silence().await;
        client.send(PING).await;
        let pong = json!({ "topic": "aws/ping", "statusCode": 200, "statusContent": "OK" });
        assert_eq!(client.frame().await, pong);
        client.0.send(Message::Ping("7".into())).await.unwrap();
        let pong = client.message().await.unwrap().unwrap();
        assert_eq!(pong, Message::Pong("7".into()));
        client.send(SUBSCRIBE).await;
        assert_eq!(client.frame().await["content"]["status"], "success");
    }
}

#[tokio::test]
async fn only_the_first_json_value_of_a_frame_counts() {
    let scene = Scene::new().await;
    let (url, _) = websocket_url(&scene, &scene.customer).await;
    let mut client = Client::open(&scene.service, &url).await.unwrap();
    client.send(&format!("{SUBSCRIBE}]}})")).await;
    assert_eq!(client.frame().await["content"]["status"], "success");
    scene.agent.say("Hi").unwrap();
    assert_eq!(client.item().await["Content"], "Hi");
}

#[tokio::test]
async fn frames_without_a_known_topic_are_forbidden() {
    let scene = Scene::new().await;
    let (url, _) = websocket_url(&scene, &scene.customer).await;
    let mut client = Client::open(&scene.service, &url).await.unwrap();
    for text in ["{}", "", "x", "[]", r#"{"topic":7}"#, r#"{"topic":"aws/other"}"#] {
        client.send(text).await;
        let frame = client.frame().await;
        assert_eq!(frame["message"], "Forbidden", "{text}");
        assert_eq!(frame["connectionId"], scene.customer.sockets()[0].id());
        assert!(frame["requestId"].is_string(), "{frame}");
        assert_eq!(frame.as_object().unwrap().len(), 3, "{frame}");
    }
    client.0.send(Message::binary(vec![0xff; 100])).await.unwrap();
    assert_eq!(client.frame().await["message"], "Forbidden");
    // The websocket stays open.
    client.send(r#"{"topic":"aws/subscribe","content":{"topics":["aws/other"]}}"#).await;
    assert_eq!(client.frame().await["content"]["status"], "failure");
    scene.agent.say("Hi").unwrap();
    client.assert_silence().await;
}

#[tokio::test]
async fn everything_that_is_recorded_is_pushed_to_everyone() {
    let scene = Scene::at(LocalService::builder().clock(ManualClock::default())).await;
    let mut customer = Client::subscribed(&scene, &scene.customer).await;
    let mut agent = Client::subscribed(&scene, &scene.agent).await;
    let mut push = async || {
        let item = customer.item().await;
        assert_eq!(agent.item().await, item);
        item
    };
    let contact_id = scene.chat.contact_id();
    let time = "2019-11-08T02:41:28.172Z";
    let with = |base: &Value, members: Value| {
        let mut item = base.clone();
        item.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
        item
    };
    let who = json!({
        "AbsoluteTime": time,
        "ParticipantId": scene.agent.id(),
        "ParticipantRole": "AGENT",
        "DisplayName": "Agent",
        "InitialContactId": contact_id,
    });
    let who_and_where = with(&who, json!({ "ContactId": contact_id }));

    let id = scene.say(&scene.agent, "Hello \u{1F44B} \"you\"").await;
    let members = json!({
        "Id": id, "Type": "MESSAGE", "ContentType": "text/plain",
        "Content": "Hello \u{1F44B} \"you\"",
    });
    assert_eq!(push().await, with(&who_and_where, members));

    let item = scene.agent.attach("a.csv", "text/csv", "1").unwrap();
    let attachment = &item.attachments.unwrap()[0];
    let members = json!({
        "Id": item.id, "Type": "ATTACHMENT",
        "Attachments": [{
            "AttachmentId": attachment.attachment_id, "AttachmentName": "a.csv",
            "ContentType": "text/csv", "Status": "APPROVED",
        }],
    });
    assert_eq!(push().await, with(&who_and_where, members));

    let event = "application/vnd.amazonaws.connect.event.";
    let typing = scene.agent.typing().unwrap();
    let members =
        json!({ "Id": typing.id, "Type": "EVENT", "ContentType": format!("{event}typing") });
    assert_eq!(push().await, with(&who, members));

    let message = scene.customer.say("Thanks").unwrap();
    let item = push().await;
    assert_eq!(
        (&item["DisplayName"], &item["ParticipantRole"]),
        (&json!("Customer"), &json!("CUSTOMER"))
    );

    for (receipt, is_read) in [
        (scene.agent.delivered(&message).unwrap(), false),
        (scene.agent.read(&message).unwrap(), true),
    ] {
        let mut times = json!({
            "DeliveredTimestamp": time, "RecipientParticipantId": scene.agent.id(),
        });
        if is_read {
            times["ReadTimestamp"] = json!(time);
        }
        let item = json!({
            "Id": receipt.id, "AbsoluteTime": time, "Type": "MESSAGEMETADATA",
            "ContentType": format!("{event}message.metadata"),
            "MessageMetadata": { "MessageId": message.id, "Receipts": [times] },
        });
        assert_eq!(push().await, item);
    }

    let third = scene.chat.invite_participant(ParticipantRole::CustomBot);
    let input = CreateParticipantConnectionInput::new(third.participant_token().clone())
        .connect_participant(true);
    scene.client.call(input).await.unwrap();
    let joined = push().await;
    assert_eq!(
        (event_name(&joined), &joined["ParticipantId"]),
        ("participant.joined", &json!(third.id()))
    );
    assert_eq!((&joined["Type"], &joined["ContactId"]), (&json!("EVENT"), &json!(contact_id)));
    third.leave().unwrap();
    assert_eq!(event_name(&push().await), "participant.left");

    scene.chat.end();
    let ended = push().await;
    let members = json!({
        "Id": ended["Id"], "AbsoluteTime": time, "Type": "EVENT",
        "ContentType": format!("{event}chat.ended"),
        "InitialContactId": contact_id, "ContactId": contact_id,
    });
    assert_eq!(ended, members);
    // The chat ends once, and ends no websocket.
    scene.chat.end();
    customer.assert_silence().await;
    agent.assert_silence().await;
}

#[tokio::test]
async fn a_read_receipt_has_both_times() {
    let clock = ManualClock::default();
    let scene = Scene::at(LocalService::builder().clock(clock.clone())).await;
    let mut customer = Client::subscribed(&scene, &scene.customer).await;
    let first = scene.agent.say("1").unwrap();
    let second = scene.agent.say("2").unwrap();
    scene.customer.delivered(&second).unwrap();
    clock.advance(SECOND);
    scene.customer.read(&second).unwrap();
    scene.customer.read(&first).unwrap();
    let mut times = Vec::new();
    for _ in 0..5 {
        let item = customer.item().await;
        if item["Type"] == "MESSAGEMETADATA" {
            let receipt = &item["MessageMetadata"]["Receipts"][0];
            let time = |name: &str| {
                receipt[name].as_str().and_then(|time| time.get(17..19)).map(str::to_owned)
            };
            times.push((time("DeliveredTimestamp"), time("ReadTimestamp")));
        }
    }
    let second = |second: &str| Some(second.to_owned());
    assert_eq!(
        times,
        [(second("28"), None), (second("28"), second("29")), (second("29"), second("29")),]
    );
}

#[tokio::test]
async fn nothing_of_the_chat_comes_before_the_subscription() {
    let scene = Scene::new().await;
    let (url, _) = websocket_url(&scene, &scene.customer).await;
    let mut client = Client::open(&scene.service, &url).await.unwrap();
    scene.agent.say("1").unwrap();
    client.assert_silence().await;
    client.send(SUBSCRIBE).await;
    assert_eq!(client.frame().await["topic"], "aws/subscribe");
    scene.agent.say("2").unwrap();
    assert_eq!(client.item().await["Content"], "2");
}

#[tokio::test]
async fn each_websocket_of_a_participant_hears_everything() {
    let scene = Scene::new().await;
    let mut clients = Vec::new();
    for _ in 0..5 {
        clients.push(Client::subscribed(&scene, &scene.customer).await);
    }
    // Chats are separate.
    let other = scene.service.open_chat().add_participant(ParticipantRole::Customer);
    let mut stranger = Client::subscribed(&scene, &other).await;
    scene.customer.say("Hi").unwrap();
    for client in &mut clients {
        assert_eq!(client.item().await["Content"], "Hi");
    }
    stranger.assert_silence().await;

    let (url, _) = websocket_url(&scene, &scene.customer).await;
    assert_eq!(Client::open(&scene.service, &url).await.err(), Some(403));
    clients.pop().unwrap().0.close(None).await.unwrap();
    wait_until(|| scene.customer.sockets().len() < 5).await;
    Client::open(&scene.service, &url).await.unwrap();
}

#[tokio::test]
async fn settings_change_what_is_not_documented() {
    let settings = WebsocketSettings::default()
        .max_per_participant(1)
        .excess(ExcessWebsocket::CloseOldest)
        .refusal_status(410)
        .url_lifetime(Duration::ZERO)
        .max_message_bytes(100);
    let scene = Scene::at(LocalService::builder().websockets(settings.clone())).await;
    let (url, _) = websocket_url(&scene, &scene.customer).await;
    assert_eq!(Client::open(&scene.service, &url).await.err(), Some(410));

    let settings = settings.url_lifetime(100 * SECOND);
    let scene = Scene::at(LocalService::builder().websockets(settings)).await;
    let mut first = Client::subscribed(&scene, &scene.customer).await;
    let mut second = Client::subscribed(&scene, &scene.customer).await;
    assert_eq!(first.close_code().await, 1008);
    second.send(&" ".repeat(100)).await;
    assert_eq!(second.frame().await["message"], "Forbidden");
    second.send(&" ".repeat(101)).await;
    assert_eq!(second.close_code().await, 1009);
}

#[tokio::test]
async fn an_invited_customer_joins_with_the_first_websocket() {
    let scene = Scene::new().await;
    let mut agent = Client::subscribed(&scene, &scene.agent).await;
    let customer = scene.chat.invite_participant(ParticipantRole::Customer);
    let (url, _) = websocket_url(&scene, &customer).await;
    agent.assert_silence().await;
    for _ in 0..2 {
        Client::open(&scene.service, &url).await.unwrap();
    }
    let joined = agent.item().await;
    assert_eq!(event_name(&joined), "participant.joined");
    assert_eq!(joined["ParticipantId"], customer.id());
    agent.assert_silence().await;
    assert_eq!(scene.chat.transcript().len(), 1);

    // Other participants say that they connect.
    let bot = scene.chat.invite_participant(ParticipantRole::CustomBot);
    let (url, _) = websocket_url(&scene, &bot).await;
    Client::open(&scene.service, &url).await.unwrap();
    agent.assert_silence().await;
}

#[tokio::test]
async fn the_chat_ends_when_its_customer_leaves() {
    let scene = Scene::new().await;
    let mut customer = Client::subscribed(&scene, &scene.customer).await;
    let mut agent = Client::subscribed(&scene, &scene.agent).await;
    let token = scene.customer.connection_token().clone();
    scene.client.call(DisconnectParticipantInput::new(token)).await.unwrap();
    for client in [&mut customer, &mut agent] {
        let left = client.item().await;
        assert_eq!(
            (event_name(&left), &left["ParticipantRole"]),
            ("participant.left", &json!("CUSTOMER"))
        );
        assert_eq!(event_name(&client.item().await), "chat.ended");
        // The service closes no websocket.
        client.assert_silence().await;
    }
    assert!(scene.typing(scene.agent.connection_token()).await.unwrap_err().is_token_refused());
}

#[tokio::test]
async fn the_chat_goes_on_when_an_agent_leaves() {
    let scene = Scene::new().await;
    let mut customer = Client::subscribed(&scene, &scene.customer).await;
    let mut agent = Client::subscribed(&scene, &scene.agent).await;
    scene.agent.leave().unwrap();
    for client in [&mut customer, &mut agent] {
        assert_eq!(event_name(&client.item().await), "participant.left");
        client.assert_silence().await;
    }
    scene.customer.say("Are you there?").unwrap();
    assert_eq!(customer.item().await["Content"], "Are you there?");
}

#[tokio::test]
async fn closing_a_websocket_ends_no_chat() {
    let scene = Scene::new().await;
    let mut client = Client::subscribed(&scene, &scene.customer).await;
    client.0.close(None).await.unwrap();
    while let Some(message) = client.message().await {
        message.unwrap();
    }
    assert!(scene.chat.sockets().is_empty());
    scene.typing(scene.customer.connection_token()).await.unwrap();
}

#[tokio::test]
async fn a_repeated_call_pushes_nothing() {
    let scene = Scene::new().await;
    let mut client = Client::subscribed(&scene, &scene.agent).await;
    let token = scene.customer.connection_token().clone();
    let input = SendMessageInput::new(MessageContentType::TextPlain, "Hi", token);
    for _ in 0..3 {
        scene.client.call(input.clone().client_token("once")).await.unwrap();
    }
    assert_eq!(client.item().await["Content"], "Hi");
    client.assert_silence().await;
    // A call that fails pushes nothing either.
    let token = scene.customer.connection_token().clone();
    let too_long = "a".repeat(16_385);
    let input = SendMessageInput::new(MessageContentType::TextPlain, too_long, token);
    scene.client.call(input).await.unwrap_err();
    client.assert_silence().await;
}

/// The websocket and `GetTranscript` return the same id, time and content.
#[tokio::test]
async fn a_pushed_item_is_that_of_the_transcript() {
    let scene = Scene::new().await;
    let mut client = Client::subscribed(&scene, &scene.customer).await;
    scene.agent.say("1").unwrap();
    scene.customer.say("2").unwrap();
    for item in scene.chat.transcript() {
        let item = json!(item);
        let pushed = client.item().await;
        for name in ["Id", "AbsoluteTime", "Content", "ContentType", "ParticipantId", "ContactId"] {
            assert_eq!(pushed[name], item[name]);
        }
    }
}

#[tokio::test]
async fn dropping_a_service_closes_its_websockets() {
    for own_thread in [false, true] {
        for stops in [false, true] {
            let builder = LocalService::builder();
            let builder = if own_thread { builder.own_thread() } else { builder };
            let scene = Scene::at(builder).await;
            let mut client = Client::subscribed(&scene, &scene.customer).await;
            let silent = Client::subscribed(&scene, &scene.customer).await;
            scene.customer.sockets()[1].silence();
            if stops {
                tokio::time::timeout(crate::scene::WAIT, scene.service.stop()).await.unwrap();
            } else {
                drop(scene.service);
            }
            let end = client.message().await;
            assert!(matches!(end, None | Some(Err(_))), "{end:?}");
            drop(silent);
        }
    }
}

#[tokio::test]
async fn a_websocket_lives_on_a_thread_of_its_own() {
    let scene = Scene::at(LocalService::builder().own_thread()).await;
    let mut client = Client::subscribed(&scene, &scene.customer).await;
    for number in 0..100 {
        scene.agent.say(number.to_string()).unwrap();
    }
    for number in 0..100 {
        assert_eq!(client.item().await["Content"], number.to_string());
    }
    client.send(HEARTBEAT).await;
    client.frame().await;
}
