//! Successes that are not quite what the service's model says: who reads what in them.

use connect_participant_local::Fault;
use serde_json::{Value, json};

use super::Case;
use super::inputs::input;
use crate::peer::Kind;
use crate::stage::Stage;

/// What is read, if that is a success, by our client, the SDK for Rust, boto3, and the SDK for JavaScript.
type Read = [Option<Value>; 4];

pub fn cases() -> Vec<Case> {
    let rows = rows().into_iter().map(|(operation, body, read)| {
        let name = format!("{operation} answers {body:?}");
        Case::new(name, move |stage| answered(stage, operation, body, read.clone()))
    });
    rows.collect()
}

async fn answered(stage: Stage, operation: &'static str, body: &'static str, read: Read) {
    stage.inject(Fault::status(200).header("content-type", "application/json").body(body));
    let outcome = stage.outcome(&stage.call(operation, input(operation))).await;
    let [ours, rust, python, javascript] = read;
    let expected = match stage.peer.kind {
        Kind::Ours => ours,
        Kind::Rust => rust,
        Kind::Python => python,
        Kind::JavaScript => javascript,
    };
    if (stage.peer.kind, &expected) == (Kind::Ours, &None) {
        let refused = outcome.clone().expect_err("the answer cannot be read");
        assert_eq!(refused.error, "UnreadableResponse");
    }
    assert_eq!(outcome.as_ref().ok(), expected.as_ref(), "{outcome:?}");
}

fn rows() -> Vec<(&'static str, &'static str, Read)> {
    let nothing = || Some(json!({}));
    let all = |output: Value| [0; 4].map(|_| Some(output.clone()));
    vec![
        // What is absent, null or new is all the same.
        ("SendEvent", "{}", all(json!({}))),
        ("SendEvent", r#"{"Id":null,"AbsoluteTime":null}"#, all(json!({}))),
        ("SendEvent", r#"{"Id":"a","New":{"Id":1}}"#, all(json!({ "Id": "a" }))),
        ("GetTranscript", r#"{"Transcript":null}"#, all(json!({}))),
        (
            "GetTranscript",
            r#"{"Transcript":[{"Attachments":null,"Type":"NEW","ParticipantRole":"NEW"}]}"#,
            all(json!({ "Transcript": [{ "Type": "NEW", "ParticipantRole": "NEW" }] })),
        ),
        // An output without members needs no body.
        ("DisconnectParticipant", "{}", all(json!({}))),
        ("DisconnectParticipant", "", all(json!({}))),
        // Our client says so where the answer is not the service's. AWS's take much of it for a success: an id that
        // is missing is then found out later, or never.
        ("SendEvent", "", [None, nothing(), nothing(), nothing()]),
        ("SendEvent", "<html>", [None, None, nothing(), None]),
        ("SendEvent", r#"{"Id":"a""#, [None, None, nothing(), None]),
        ("SendEvent", "null", [None, None, None, None]),
        ("DisconnectParticipant", "<html>", [None, nothing(), nothing(), nothing()]),
        // Of the wrong type, in languages with types and in others.
        (
            "SendEvent",
            r#"{"Id":1}"#,
            [None, None, Some(json!({ "Id": 1 })), Some(json!({ "Id": 1 }))],
        ),
        (
            "GetTranscript",
            r#"{"Transcript":[null]}"#,
            [
                None,
                None,
                Some(json!({ "Transcript": [null] })),
                Some(json!({ "Transcript": [null] })),
            ],
        ),
        // A member that the model requires.
        (
            "GetAttachment",
            "{}",
            [
                Some(json!({ "AttachmentSizeInBytes": 0 })),
                Some(json!({ "AttachmentSizeInBytes": 0 })),
                nothing(),
                nothing(),
            ],
        ),
        // A number of JavaScript's has 53 bits.
        (
            "GetAttachment",
            r#"{"AttachmentSizeInBytes":9007199254740993}"#,
            [
                9_007_199_254_740_993_i64,
                9_007_199_254_740_993,
                9_007_199_254_740_993,
                9_007_199_254_740_992,
            ]
            .map(|size| Some(json!({ "AttachmentSizeInBytes": size }))),
        ),
    ]
}
