//! Invalid inputs.

use connect_participant_model::{
    CANCEL_PARTICIPANT_AUTHENTICATION, COMPLETE_ATTACHMENT_UPLOAD, CREATE_PARTICIPANT_CONNECTION,
    DISCONNECT_PARTICIPANT, GET_ATTACHMENT, GET_AUTHENTICATION_URL, GET_TRANSCRIPT, Operation,
    SEND_MESSAGE, START_ATTACHMENT_UPLOAD,
};
use serde_json::{Value, json};

use crate::scene::Scene;

/// Checks that each body is rejected with this message.
async fn assert_rejected(cases: impl IntoIterator<Item = (Operation, Value, &'static str)>) {
    let scene = Scene::new().await;
    for (operation, body, message) in cases {
        let response = scene.call_as(&scene.customer, &operation, &body).await;
        let name = operation.name;
        assert_eq!(response.error(), (400, "ValidationException", message), "{name} {body}");
    }
    assert_eq!(scene.chat.transcript(), []);
}

#[tokio::test]
async fn inputs_of_start_attachment_upload_are_checked() {
    let start = |member: &str, value: Value| {
        let mut body = json!({
            "ContentType": "text/plain",
            "AttachmentSizeInBytes": 1,
            "AttachmentName": "a",
            "ClientToken": "a",
        });
        body[member] = value;
        body
    };
    assert_rejected([
        (START_ATTACHMENT_UPLOAD, start("ContentType", Value::Null), "`ContentType` is missing"),
        (START_ATTACHMENT_UPLOAD, start("ContentType", json!("")), "`ContentType` is empty"),
        (
            START_ATTACHMENT_UPLOAD,
            start("ContentType", json!("a\nb")),
            "`ContentType` is not a valid header value",
        ),
        (
            START_ATTACHMENT_UPLOAD,
            start("ContentType", json!(" text/plain")),
            "`ContentType` is not a valid header value",
        ),
        (
            START_ATTACHMENT_UPLOAD,
            start("AttachmentSizeInBytes", json!(0)),
            "`AttachmentSizeInBytes` is 0, less than 1",
        ),
        (
            START_ATTACHMENT_UPLOAD,
            start("AttachmentSizeInBytes", json!(20 * 1024 * 1024 + 1)),
            "`AttachmentSizeInBytes` is 20971521, more than 20971520",
        ),
        (
            START_ATTACHMENT_UPLOAD,
            start("AttachmentSizeInBytes", json!(u64::MAX)),
            "`AttachmentSizeInBytes` is not an integer",
        ),
        (
            START_ATTACHMENT_UPLOAD,
            start("AttachmentName", json!("é".repeat(257))),
            "`AttachmentName` has 257 characters, more than 256",
        ),
        (START_ATTACHMENT_UPLOAD, start("ClientToken", Value::Null), "`ClientToken` is missing"),
    ])
    .await;
}

#[tokio::test]
async fn inputs_with_an_attachment_id_are_checked() {
    assert_rejected([
        (COMPLETE_ATTACHMENT_UPLOAD, json!({ "ClientToken": "a" }), "`AttachmentIds` is missing"),
        (
            COMPLETE_ATTACHMENT_UPLOAD,
            json!({ "AttachmentIds": "a", "ClientToken": "a" }),
            "`AttachmentIds` is not a list",
        ),
        (
            COMPLETE_ATTACHMENT_UPLOAD,
            json!({ "AttachmentIds": [], "ClientToken": "a" }),
            "`AttachmentIds` is empty",
        ),
        (
            COMPLETE_ATTACHMENT_UPLOAD,
            json!({ "AttachmentIds": ["a", "b"], "ClientToken": "a" }),
            "`AttachmentIds` has 2 items, more than 1",
        ),
        (
            COMPLETE_ATTACHMENT_UPLOAD,
            json!({ "AttachmentIds": [""], "ClientToken": "a" }),
            "`AttachmentIds[0]` is empty",
        ),
        (
            COMPLETE_ATTACHMENT_UPLOAD,
            json!({ "AttachmentIds": [null], "ClientToken": "a" }),
            "`AttachmentIds[0]` is not a string",
        ),
        (COMPLETE_ATTACHMENT_UPLOAD, json!({ "AttachmentIds": ["a"] }), "`ClientToken` is missing"),
        (
            COMPLETE_ATTACHMENT_UPLOAD,
            json!({ "AttachmentIds": ["a"], "ClientToken": "" }),
            "`ClientToken` is empty",
        ),
        (GET_ATTACHMENT, json!({}), "`AttachmentId` is missing"),
        (
            GET_ATTACHMENT,
            json!({ "AttachmentId": "a", "UrlExpiryInSeconds": 4 }),
            "`UrlExpiryInSeconds` is 4, less than 5",
        ),
        (
            GET_ATTACHMENT,
            json!({ "AttachmentId": "a", "UrlExpiryInSeconds": 301 }),
            "`UrlExpiryInSeconds` is 301, more than 300",
        ),
        (
            GET_ATTACHMENT,
            json!({ "AttachmentId": "a", "UrlExpiryInSeconds": "5" }),
            "`UrlExpiryInSeconds` is not an integer",
        ),
        (
            GET_ATTACHMENT,
            json!({ "AttachmentId": "a", "UrlExpiryInSeconds": 5.5 }),
            "`UrlExpiryInSeconds` is not an integer",
        ),
        (
            GET_ATTACHMENT,
            json!({ "AttachmentId": "a", "UrlContentDisposition": "inline" }),
            "`UrlContentDisposition` is not one of INLINE, ATTACHMENT",
        ),
    ])
    .await;
}

#[tokio::test]
async fn inputs_of_other_operations_are_checked() {
    let position = |value: Value| json!({ "StartPosition": value });
    assert_rejected([
        (CANCEL_PARTICIPANT_AUTHENTICATION, json!({}), "`SessionId` is missing"),
        (
            CANCEL_PARTICIPANT_AUTHENTICATION,
            json!({ "SessionId": "a" }),
            "`SessionId` has 1 character, fewer than 36",
        ),
        (
            DISCONNECT_PARTICIPANT,
            json!({ "ClientToken": "a".repeat(501) }),
            "`ClientToken` has 501 characters, more than 500",
        ),
        (
            GET_AUTHENTICATION_URL,
            json!({ "SessionId": "a".repeat(36) }),
            "`RedirectUri` is missing",
        ),
        (GET_TRANSCRIPT, json!({ "MaxResults": -1 }), "`MaxResults` is -1, less than 0"),
        (GET_TRANSCRIPT, json!({ "MaxResults": 101 }), "`MaxResults` is 101, more than 100"),
        (GET_TRANSCRIPT, json!({ "NextToken": "" }), "`NextToken` is empty"),
        (
            GET_TRANSCRIPT,
            json!({ "ScanDirection": "UP" }),
            "`ScanDirection` is not one of FORWARD, BACKWARD",
        ),
        (GET_TRANSCRIPT, json!({ "SortOrder": true }), "`SortOrder` is not a string"),
        (GET_TRANSCRIPT, position(json!([])), "`StartPosition` is not an object"),
        (GET_TRANSCRIPT, position(json!({ "Id": "" })), "`StartPosition.Id` is empty"),
        (
            GET_TRANSCRIPT,
            position(json!({ "MostRecent": 101 })),
            "`StartPosition.MostRecent` is 101, more than 100",
        ),
        (SEND_MESSAGE, json!({}), "`ContentType` is missing"),
    ])
    .await;
}

#[tokio::test]
async fn inputs_of_create_participant_connection_are_checked() {
    let scene = Scene::new().await;
    let token = scene.agent.participant_token().expose();
    for (body, message) in [
        (json!({ "Type": [] }), "`Type` is empty"),
        (
            json!({ "Type": ["CONNECTION_CREDENTIALS", "HTTP"] }),
            "`Type[1]` is not one of WEBSOCKET, CONNECTION_CREDENTIALS, WEBRTC_CONNECTION",
        ),
        (json!({ "Type": [1] }), "`Type[0]` is not a string"),
        (json!({ "ConnectParticipant": "true" }), "`ConnectParticipant` is not a boolean"),
    ] {
        let response =
            scene.call(&CREATE_PARTICIPANT_CONNECTION, Some(token), &body.to_string()).await;
        assert_eq!(response.error(), (400, "ValidationException", message), "{body}");
    }
}

#[tokio::test]
async fn null_and_unknown_members_are_ignored() {
    let scene = Scene::new().await;
    let body = json!({
        "MaxResults": null,
        "NextToken": null,
        "SortOrder": null,
        "StartPosition": { "Id": null, "MostRecent": null, "More": {} },
        "More": [1],
        "MessageId": 1,
    });
    scene.call_as(&scene.agent, &GET_TRANSCRIPT, &body).await.assert_success();
}
