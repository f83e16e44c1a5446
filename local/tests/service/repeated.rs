//! Calls that repeat a client token.

use connect_participant_model::{
    COMPLETE_ATTACHMENT_UPLOAD, SEND_EVENT, SEND_MESSAGE, START_ATTACHMENT_UPLOAD, TEXT_PLAIN,
    TYPING,
};
use serde_json::json;

use crate::scene::Scene;

#[tokio::test]
async fn a_client_token_is_per_participant_and_operation() {
    let scene = Scene::new().await;
    let message = json!({ "ContentType": TEXT_PLAIN.value, "Content": "a", "ClientToken": "a" });
    let event = json!({ "ContentType": TYPING.value, "ClientToken": "a" });

    let first = scene.call_as(&scene.agent, &SEND_MESSAGE, &message).await;
    let again = scene.call_as(&scene.agent, &SEND_MESSAGE, &message).await;
    assert_eq!(again.body, first.body);
    // A repeated call has a request id of its own.
    assert_ne!(again.header("x-amzn-requestid"), first.header("x-amzn-requestid"));

    let other_operation = scene.call_as(&scene.agent, &SEND_EVENT, &event).await;
    let other_participant = scene.call_as(&scene.customer, &SEND_MESSAGE, &message).await;
    assert_ne!(other_operation.body["Id"], first.body["Id"]);
    assert_ne!(other_participant.body["Id"], first.body["Id"]);
    assert_eq!(scene.chat.transcript().len(), 3);
}

#[tokio::test]
async fn a_repeated_start_returns_the_same_upload() {
    let scene = Scene::new().await;
    let body = |client_token| {
        json!({
            "ContentType": "text/plain",
            "AttachmentSizeInBytes": 1,
            "AttachmentName": "a",
            "ClientToken": client_token,
        })
    };
    let first = scene.call_as(&scene.agent, &START_ATTACHMENT_UPLOAD, &body("a")).await;
    first.assert_success();
    let again = scene.call_as(&scene.agent, &START_ATTACHMENT_UPLOAD, &body("a")).await;
    assert_eq!(again.body, first.body);
    let other = scene.call_as(&scene.agent, &START_ATTACHMENT_UPLOAD, &body("b")).await;
    assert_ne!(other.body["AttachmentId"], first.body["AttachmentId"]);
}

#[tokio::test]
async fn a_repeated_completion_is_recorded_once() {
    let scene = Scene::new().await;
    let id = scene.upload(b"a").await;
    let body = |client_token| json!({ "AttachmentIds": [id], "ClientToken": client_token });
    for _ in 0..2 {
        let response = scene.call_as(&scene.agent, &COMPLETE_ATTACHMENT_UPLOAD, &body("a")).await;
        response.assert_empty_success();
    }
    let response = scene.call_as(&scene.agent, &COMPLETE_ATTACHMENT_UPLOAD, &body("b")).await;
    let message = "the attachment is already complete";
    assert_eq!(response.error(), (409, "ConflictException", message));
    assert_eq!(scene.chat.transcript().len(), 1);
}
