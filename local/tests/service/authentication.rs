//! `GetAuthenticationUrl` and `CancelParticipantAuthentication`.

use connect_participant::{
    CancelParticipantAuthenticationInput, ErrorKind, GetAuthenticationUrlInput,
};
use connect_participant_model::{CANCEL_PARTICIPANT_AUTHENTICATION, GET_AUTHENTICATION_URL};
use serde_json::json;

use crate::scene::{DENIED, Scene};

const SESSION_ID: &str = "b9a1c5f0-53f1-4a3d-8a4e-2f0f6c5d7e81";

#[tokio::test]
async fn a_customer_gets_an_authentication_url() {
    let scene = Scene::new().await;
    let input = GetAuthenticationUrlInput::new(
        SESSION_ID,
        "https://chat.example/back",
        scene.customer.connection_token().clone(),
    );
    let first = scene.client.call(input.clone()).await.unwrap();
    let second = scene.client.call(input).await.unwrap();
    scene.path(first.authentication_url.as_deref().unwrap());
    assert_ne!(first.authentication_url, second.authentication_url);
}

#[tokio::test]
async fn a_customer_can_cancel_authentication() {
    let scene = Scene::new().await;
    let token = scene.customer.connection_token().clone();
    let input = CancelParticipantAuthenticationInput::new(SESSION_ID, token);
    scene.client.call(input).await.unwrap();
    let body = json!({ "SessionId": SESSION_ID });
    let response = scene.call_as(&scene.customer, &CANCEL_PARTICIPANT_AUTHENTICATION, &body).await;
    response.assert_empty_success();

    let cancelled = scene.chat.transcript();
    assert_eq!(cancelled.len(), 2);
    let content_type = "application/vnd.amazonaws.connect.event.authentication.cancelled";
    assert_eq!(cancelled[0].content_type.as_deref(), Some(content_type));
    assert_eq!(cancelled[0].participant_id.as_deref(), Some(scene.customer.id()));
}

#[tokio::test]
async fn other_roles_cannot_authenticate() {
    let scene = Scene::new().await;
    let body = json!({ "SessionId": SESSION_ID, "RedirectUri": "https://chat.example/back" });
    for operation in [GET_AUTHENTICATION_URL, CANCEL_PARTICIPANT_AUTHENTICATION] {
        assert_eq!(scene.call_as(&scene.agent, &operation, &body).await.error(), DENIED);
    }
    assert_eq!(scene.chat.transcript(), []);
    let token = scene.agent.connection_token().clone();
    let input = CancelParticipantAuthenticationInput::new(SESSION_ID, token);
    let error = scene.client.call(input).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::AccessDenied);
}
