//! The event log, for tests in other processes.

use connect_participant::{Item, ParticipantRole};
use connect_participant_local::{Fault, LocalService, ManualClock};
use serde_json::json;

use crate::scene::{Raw, Scene};

async fn log(scene: &Scene) -> Raw {
    scene.exchange("GET /_local/events HTTP/1.1\r\n", "").await
}

#[tokio::test]
async fn the_event_log_has_all_items_of_all_chats() {
    let scene = Scene::at(LocalService::builder().clock(ManualClock::default())).await;
    let other = scene.service.open_chat();
    let message_id = scene.say(&scene.customer, "Hello!").await;
    scene.typing(scene.agent.connection_token()).await.unwrap();
    let typing = &scene.chat.events()[0];

    let response = log(&scene).await;
    response.assert_success();
    assert_eq!(response.header("content-type"), Some("application/json"));
    let time = "2019-11-08T02:41:28.172Z";
    let contact_id = scene.chat.contact_id();
    assert_eq!(
        response.body,
        json!({
            "chats": [
                { "contactId": contact_id, "items": [
                    {
                        "AbsoluteTime": time, "Content": "Hello!", "ContentType": "text/plain",
                        "Id": message_id, "Type": "MESSAGE", "ParticipantId": scene.customer.id(),
                        "ParticipantRole": "CUSTOMER", "ContactId": contact_id,
                    },
                    {
                        "AbsoluteTime": time, "ContentType": typing.content_type, "Id": typing.id,
                        "Type": "TYPING", "ParticipantId": scene.agent.id(),
                        "ParticipantRole": "AGENT", "ContactId": contact_id,
                    },
                ] },
                { "contactId": other.contact_id(), "items": [] },
            ]
        })
    );
    // A test in this process sees the same items.
    let items: Vec<Item> =
        serde_json::from_value(response.body["chats"][0]["items"].clone()).unwrap();
    assert_eq!(items, scene.chat.transcript());
}

#[tokio::test]
async fn the_event_log_contains_no_token_and_requires_none() {
    let scene = Scene::new().await;
    scene.typing(scene.agent.connection_token()).await.unwrap();
    let id = scene.upload(b"a").await;
    scene.complete(&scene.agent, &id).await.unwrap();
    let log = String::from_utf8(log(&scene).await.bytes).unwrap();
    assert!(log.contains(&id));
    for participant in [&scene.agent, &scene.customer] {
        assert!(!log.contains(participant.connection_token().expose()));
        assert!(!log.contains(participant.participant_token().expose()));
    }
}

#[tokio::test]
async fn the_event_log_is_read_only_and_ignores_faults() {
    let scene = Scene::new().await;
    scene.service.inject(Fault::status(500));
    log(&scene).await.assert_success();
    scene.typing(scene.agent.connection_token()).await.unwrap_err();
    scene.chat.end();
    log(&scene).await.assert_success();
    for (line, status) in [
        ("POST /_local/events", 405),
        ("HEAD /_local/events", 405),
        ("GET /_local/events/", 404),
        ("GET /_local/events?a=b", 200),
    ] {
        let response = scene.exchange(&format!("{line} HTTP/1.1\r\n"), "").await;
        assert_eq!(response.status, status, "{line}");
        assert_eq!(response.header("allow"), (status == 405).then_some("GET"));
    }
}

#[tokio::test]
async fn chats_returns_all_chats() {
    let service = LocalService::start().await.unwrap();
    assert!(service.chats().is_empty());
    let opened = [service.open_chat(), service.open_chat()];
    let found = service.chats();
    let ids: Vec<_> = found.iter().map(|chat| chat.contact_id().to_owned()).collect();
    assert_eq!(ids, [opened[0].contact_id(), opened[1].contact_id()]);
    // The returned chats share their state with the first handles.
    let scene = Scene { service, ..Scene::new().await };
    let agent = found[0].add_participant(ParticipantRole::Agent);
    let client = connect_participant::Client::builder().endpoint_url(scene.service.url());
    let scene = Scene { client: client.build().unwrap(), ..scene };
    scene.typing(agent.connection_token()).await.unwrap();
    assert_eq!(opened[0].events().len(), 1);
}
