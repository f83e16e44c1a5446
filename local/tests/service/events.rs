//! `SendEvent`.

use std::collections::HashSet;
use std::time::{Duration, SystemTime};

use connect_participant::{ErrorKind, EventContentType, ParticipantRole, SendEventInput};
use connect_participant_local::{ChatParticipant, RecordedEvent};
use connect_participant_model::{
    CLIENT_TOKEN_LENGTH, CONTENT_LENGTH, Content, EVENT_CONTENT_TYPES, MESSAGE_READ,
    PARTICIPANT_JOINED, TYPING,
};
use serde_json::json;

use crate::scene::{Scene, assert_uuid};

const RECEIPT: &str = r#"{"messageId":"6bd8e4a7"}"#;

#[tokio::test]
async fn an_event_is_recorded() {
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
async fn a_success_has_the_format_of_the_service() {
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
async fn every_event_content_type_is_accepted() {
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
async fn unneeded_content_is_recorded() {
    let scene = Scene::new().await;
    scene.post(&json!({ "ContentType": TYPING.value, "Content": "a" })).await.assert_success();
    assert_eq!(scene.chat.events()[0].content.as_deref(), Some("a"));
}

#[tokio::test]
async fn all_handles_see_events_in_order() {
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
async fn concurrent_events_are_recorded_once() {
    let scene = Scene::new().await;
    let mut calls = tokio::task::JoinSet::new();
    for number in 0..64 {
        let client = scene.client.clone();
        let token = scene.agent.connection_token().clone();
        // Each call is made twice.
        let client_token = format!("call {}", number / 2);
        calls.spawn(async move {
            let input = SendEventInput::new(EventContentType::Typing, token);
            client.call(input.client_token(client_token)).await.unwrap().id.unwrap()
        });
    }
    let answered: HashSet<_> = calls.join_all().await.into_iter().collect();
    let recorded: Vec<_> = scene.chat.events().into_iter().map(|event| event.id).collect();
    assert_eq!(recorded.len(), 32);
    assert_eq!(recorded.into_iter().collect::<HashSet<_>>(), answered);
}

#[tokio::test]
async fn invalid_events_are_rejected() {
    let scene = Scene::new().await;
    let typing = TYPING.value;
    let read = MESSAGE_READ.value;
    let unknown = "`ContentType` is not a content type of `SendEvent`: ";
    for (body, start) in [
        (json!([]), "the body is not a JSON object"),
        (json!("ContentType"), "the body is not a JSON object"),
        (json!({}), "`ContentType` is missing"),
        (json!({ "ContentType": null }), "`ContentType` is missing"),
        (json!({ "contentType": typing }), "`ContentType` is missing"),
        (json!({ "ContentType": 1 }), "`ContentType` is not a string"),
        (json!({ "ContentType": "" }), unknown),
        (json!({ "ContentType": format!("{typing} ") }), unknown),
        (json!({ "ContentType": "text/plain" }), unknown),
        (json!({ "ContentType": PARTICIPANT_JOINED }), unknown),
        (json!({ "ContentType": typing, "Content": {} }), "`Content` is not a string"),
        (json!({ "ContentType": typing, "Content": "" }), "`Content` is empty"),
        (json!({ "ContentType": typing, "ClientToken": 1 }), "`ClientToken` is not a string"),
        (json!({ "ContentType": read }), "`Content` is missing"),
        (json!({ "ContentType": read, "Content": null }), "`Content` is missing"),
        (json!({ "ContentType": read, "Content": "6bd8e4a7" }), "`Content` is not JSON"),
        (json!({ "ContentType": read, "Content": "[]" }), "`Content` is not a JSON object"),
        (json!({ "ContentType": read, "Content": "{}" }), "`Content` has no `messageId`"),
    ] {
        let response = scene.post(&body).await;
        let (status, error_type, message) = response.error();
        assert_eq!((status, error_type), (400, "ValidationException"), "{body}");
        assert!(message.starts_with(start), "{body}: {message}");
    }
    let agent = scene.agent.connection_token().expose();
    for body in ["", "{", "\u{0}", "{} {}", &"[".repeat(10_000)] {
        let response = scene.post_as(Some(agent), body).await;
        assert_eq!(
            response.error(),
            (400, "ValidationException", "the body is not a JSON object"),
            "{body:.9}"
        );
    }
    assert_eq!(scene.chat.events(), []);
}

#[tokio::test]
async fn lengths_are_checked_in_bytes_or_characters() {
    let scene = Scene::new().await;
    let content = |text: String| json!({ "ContentType": TYPING.value, "Content": text });
    let token = |text: String| json!({ "ContentType": TYPING.value, "ClientToken": text });

    scene.post(&content("é".repeat(CONTENT_LENGTH.max / 2))).await.assert_success();
    let response = scene.post(&content("é".repeat(CONTENT_LENGTH.max / 2 + 1))).await;
    let message = "`Content` has 16386 bytes, more than 16384";
    assert_eq!(response.error(), (400, "ValidationException", message));

    scene.post(&token("é".repeat(CLIENT_TOKEN_LENGTH.max))).await.assert_success();
    let response = scene.post(&token("é".repeat(CLIENT_TOKEN_LENGTH.max + 1))).await;
    let message = "`ClientToken` has 501 characters, more than 500";
    assert_eq!(response.error(), (400, "ValidationException", message));
    assert_eq!(scene.chat.events().len(), 2);
}

#[tokio::test]
async fn receipts_are_rejected_with_three_participants() {
    let scene = Scene::new().await;
    scene.read(&scene.customer).await.unwrap();
    let bot = scene.chat.add_participant(ParticipantRole::CustomBot);

    for participant in [&scene.customer, &scene.agent, &bot] {
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
        let response = scene.post(&body).await;
        assert_eq!(response.error().0, 409);
        assert_eq!(response.error().1, "ConflictException");
    }
    // The input is checked before the state of the chat.
    let body = json!({ "ContentType": MESSAGE_READ.value });
    assert_eq!(scene.post(&body).await.error().0, 400);
    assert_eq!(scene.chat.events().len(), 4);
}

#[tokio::test]
async fn a_repeated_call_is_recorded_once() {
    let scene = Scene::new().await;
    let read = |participant: &ChatParticipant, client_token: &str| {
        let token = participant.connection_token().clone();
        let input = SendEventInput::new(EventContentType::MessageRead, token);
        scene.client.call(input.message_id("6bd8e4a7").client_token(client_token))
    };
    let first = read(&scene.agent, "a").await.unwrap();
    assert_eq!(read(&scene.agent, "a").await.unwrap(), first);
    assert_eq!(scene.chat.events().len(), 1);

    // Another client token, or another participant, makes another call.
    assert_ne!(read(&scene.agent, "b").await.unwrap().id, first.id);
    assert_ne!(read(&scene.customer, "a").await.unwrap().id, first.id);
    assert_eq!(scene.chat.events().len(), 3);

    // An accepted call is remembered, even if it would fail now. A failed call is not.
    let _third = scene.chat.add_participant(ParticipantRole::CustomBot);
    assert_eq!(read(&scene.agent, "a").await.unwrap(), first);
    assert_eq!(read(&scene.agent, "c").await.unwrap_err().kind(), ErrorKind::Conflict);
    assert_eq!(read(&scene.agent, "c").await.unwrap_err().kind(), ErrorKind::Conflict);

    scene.chat.end();
    assert_eq!(read(&scene.agent, "a").await.unwrap_err().kind(), ErrorKind::AccessDenied);
}

#[tokio::test]
async fn an_empty_client_token_is_ignored() {
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

#[test]
fn roles_have_the_names_of_the_service() {
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
