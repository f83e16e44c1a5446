//! Bearer tokens.

use std::collections::HashSet;

use connect_participant::{ErrorKind, ParticipantRole};
use connect_participant_local::LocalService;
use connect_participant_model::TYPING;
use serde_json::json;

use crate::scene::{DENIED, Scene, assert_uuid};

#[tokio::test]
async fn only_tokens_of_this_service_are_accepted() {
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
    // The token is checked before the body.
    assert_eq!(scene.post_as(None, "").await.error(), DENIED);
    assert_eq!(scene.chat.events(), []);

    scene.post_as(Some(agent), &body).await.assert_success();
}

#[tokio::test]
async fn an_ended_chat_denies_access() {
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
async fn tokens_and_ids_are_unique() {
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
