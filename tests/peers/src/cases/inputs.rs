//! Valid inputs, for cases that do not test the input.

use serde_json::{Value, json};

use crate::content_type::TYPING;

/// The id of an authentication session.
pub const SESSION_ID: &str = "0aa5c3f1-5b7f-4b6b-9f3b-2f3d6d0c9a11";

/// Returns a valid input for an operation, without its token.
pub fn input(operation: &str) -> Value {
    let known = inputs().into_iter().find(|(name, _)| *name == operation);
    known.expect("each operation has an input").1
}

/// Returns a valid input for each operation, without its token.
pub fn inputs() -> Vec<(&'static str, Value)> {
    vec![
        ("CancelParticipantAuthentication", json!({ "SessionId": SESSION_ID })),
        ("CompleteAttachmentUpload", json!({ "AttachmentIds": ["a"] })),
        ("CreateParticipantConnection", json!({ "ConnectParticipant": true })),
        ("DescribeView", json!({ "ViewToken": "a" })),
        ("DisconnectParticipant", json!({})),
        ("GetAttachment", json!({ "AttachmentId": "a" })),
        (
            "GetAuthenticationUrl",
            json!({ "SessionId": SESSION_ID, "RedirectUri": "https://shop.example/" }),
        ),
        ("GetTranscript", json!({})),
        ("SendEvent", json!({ "ContentType": TYPING })),
        ("SendMessage", json!({ "ContentType": "text/plain", "Content": "Hello!" })),
        (
            "StartAttachmentUpload",
            json!({ "ContentType": "text/plain", "AttachmentName": "a", "AttachmentSizeInBytes": 1 }),
        ),
    ]
}
