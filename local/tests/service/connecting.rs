//! `CreateParticipantConnection` and `DisconnectParticipant`.

use std::time::{Duration, SystemTime};

use connect_participant::{
    ChatItemType, ConnectionType, CreateParticipantConnectionInput, DisconnectParticipantInput,
    ErrorKind, ParticipantRole,
};
use connect_participant_model::{
    CREATE_PARTICIPANT_CONNECTION, DISCONNECT_PARTICIPANT, GET_TRANSCRIPT, OPERATIONS, TYPING,
};
use serde_json::json;

use crate::scene::{DENIED, Scene};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

#[tokio::test]
async fn each_connection_returns_a_new_connection_token() {
    let scene = Scene::new().await;
    let before = SystemTime::now() - Duration::from_millis(1);
    let mut tokens = vec![scene.agent.connection_token().clone()];
    for _ in 0..2 {
        let token = scene.agent.participant_token().clone();
        let input = CreateParticipantConnectionInput::new(token)
            .r#type([ConnectionType::ConnectionCredentials]);
        let output = scene.client.call(input).await.unwrap();
        assert!(output.websocket.is_none() && output.web_rtc_connection.is_none());
        let credentials = output.connection_credentials.unwrap();
        let expiry = credentials.expiry.unwrap().to_system_time().unwrap();
        assert!((before + DAY..=SystemTime::now() + DAY).contains(&expiry), "{expiry:?}");
        let token = credentials.connection_token.unwrap();
        assert!(!tokens.contains(&token));
        tokens.push(token);
    }
    // Earlier tokens stay valid.
    for token in &tokens {
        scene.typing(token).await.unwrap();
    }
    let senders: Vec<_> =
        scene.chat.events().into_iter().map(|event| event.participant_id).collect();
    assert_eq!(senders, [scene.agent.id(); 3]);
}

#[tokio::test]
async fn type_is_optional_if_connect_participant_is_true() {
    let scene = Scene::new().await;
    let create = async |body| {
        let token = scene.customer.participant_token().expose();
        scene.call(&CREATE_PARTICIPANT_CONNECTION, Some(token), body).await
    };
    let message = "`Type` is missing, and is only optional if `ConnectParticipant` is true";
    for body in ["{}", r#"{"ConnectParticipant":false}"#, r#"{"ConnectParticipant":null}"#] {
        assert_eq!(create(body).await.error(), (400, "ValidationException", message), "{body}");
    }
    let response = create(r#"{"ConnectParticipant":true}"#).await;
    response.assert_success();
    assert_eq!(response.body, json!({}));
}

#[tokio::test]
async fn webrtc_connections_are_rejected() {
    let scene = Scene::new().await;
    let types = ["CONNECTION_CREDENTIALS", "WEBRTC_CONNECTION"];
    let body = json!({ "Type": types, "ConnectParticipant": true });
    let token = scene.customer.participant_token().expose();
    let response = scene.call(&CREATE_PARTICIPANT_CONNECTION, Some(token), &body.to_string()).await;
    let message = "`Type` has WEBRTC_CONNECTION, which the local service does not support";
    assert_eq!(response.error(), (400, "ValidationException", message));
}

#[tokio::test]
async fn every_operation_rejects_the_other_kind_of_token() {
    let scene = Scene::new().await;
    for operation in OPERATIONS {
        let token = if *operation == CREATE_PARTICIPANT_CONNECTION {
            scene.agent.connection_token().expose()
        } else {
            scene.agent.participant_token().expose()
        };
        // The token is checked before the input.
        let mut operation = *operation;
        operation.path =
            if operation.path.contains('{') { "/participant/views/%" } else { operation.path };
        assert_eq!(scene.call(&operation, Some(token), "").await.error(), DENIED);
        assert_eq!(scene.call(&operation, None, "").await.error(), DENIED);
    }
}

#[tokio::test]
async fn an_invited_participant_is_active_once_connected() {
    let scene = Scene::new().await;
    let bot = scene.chat.invite_participant(ParticipantRole::CustomBot);
    let connect = async |connects| {
        let input = CreateParticipantConnectionInput::new(bot.participant_token().clone())
            .r#type([ConnectionType::ConnectionCredentials])
            .connect_participant(connects);
        scene.client.call(input).await.unwrap();
    };
    connect(false).await;
    scene.read(&scene.agent).await.unwrap();
    assert_eq!(scene.chat.transcript().len(), 1);

    connect(true).await;
    assert_eq!(scene.read(&scene.agent).await.unwrap_err().kind(), ErrorKind::Conflict);
    // Connecting again does nothing.
    connect(true).await;
    let transcript = scene.chat.transcript();
    assert_eq!(transcript.len(), 2);
    let joined = transcript.last().unwrap();
    assert_eq!(joined.r#type, Some(ChatItemType::ParticipantJoined));
    let content_type = "application/vnd.amazonaws.connect.event.participant.joined";
    assert_eq!(joined.content_type.as_deref(), Some(content_type));
    assert_eq!(joined.participant_id.as_deref(), Some(bot.id()));
    assert_eq!(joined.participant_role, Some(ParticipantRole::CustomBot));
    // `joined` is not an event that a participant sent.
    assert_eq!(scene.chat.events().len(), 1);
}

#[tokio::test]
async fn disconnecting_is_final() {
    let scene = Scene::new().await;
    let bot = scene.chat.add_participant(ParticipantRole::CustomBot);
    assert_eq!(scene.read(&scene.agent).await.unwrap_err().kind(), ErrorKind::Conflict);

    let token = bot.connection_token().clone();
    let input = DisconnectParticipantInput::new(token.clone());
    scene.client.call(input.clone()).await.unwrap();

    let left = scene.chat.transcript().pop().unwrap();
    assert_eq!(left.r#type, Some(ChatItemType::ParticipantLeft));
    let content_type = "application/vnd.amazonaws.connect.event.participant.left";
    assert_eq!(left.content_type.as_deref(), Some(content_type));
    assert_eq!(left.participant_id.as_deref(), Some(bot.id()));

    // All tokens are invalid now, also for a repetition of the call.
    let error = scene.client.call(input).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::AccessDenied);
    let error = scene.typing(&token).await.unwrap_err();
    assert_eq!(error.message(), Some("Access denied"));
    let token = bot.participant_token().expose();
    let response = scene
        .call(&CREATE_PARTICIPANT_CONNECTION, Some(token), r#"{"ConnectParticipant":true}"#)
        .await;
    assert_eq!(response.error(), DENIED);

    // The two others can send receipts again, and see the event.
    scene.read(&scene.agent).await.unwrap();
    let response = scene.call_as(&scene.customer, &GET_TRANSCRIPT, &json!({})).await;
    assert_eq!(response.body["Transcript"][0]["Type"], "PARTICIPANT_LEFT");
}

#[tokio::test]
async fn disconnecting_returns_an_empty_body() {
    let scene = Scene::new().await;
    let body = json!({ "ClientToken": "a", "ContentType": TYPING.value });
    scene.call_as(&scene.agent, &DISCONNECT_PARTICIPANT, &body).await.assert_empty_success();
}
