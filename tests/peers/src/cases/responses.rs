//! Successful responses that do not match the service model, and the output that each client
//! returns.

use connect_participant_local::Fault;
use serde_json::{Value, json};

use super::Case;
use super::inputs::input;
use crate::fixture::Fixture;
use crate::peer::Kind;

/// The outputs of `connect-participant`, the SDK for Rust, boto3, and the SDK for JavaScript.
/// `None` if the client reports an error.
type Outputs = [Option<Value>; 4];

pub fn cases() -> Vec<Case> {
    let rows = rows().into_iter().map(|(operation, body, outputs)| {
        let name = format!("{operation} returns {body:?}");
        Case::new(name, move |fixture| check_output(fixture, operation, body, outputs.clone()))
    });
    rows.collect()
}

async fn check_output(
    fixture: Fixture,
    operation: &'static str,
    body: &'static str,
    outputs: Outputs,
) {
    fixture.inject(Fault::status(200).header("content-type", "application/json").body(body));
    let outcome = fixture.outcome(&fixture.call(operation, input(operation))).await;
    let [ours, rust, python, javascript] = outputs;
    let expected = match fixture.peer.kind {
        Kind::Ours => ours,
        Kind::Rust => rust,
        Kind::Python => python,
        Kind::JavaScript => javascript,
    };
    if (fixture.peer.kind, &expected) == (Kind::Ours, &None) {
        let error = outcome.clone().expect_err("an error");
        assert_eq!(error.error, "UnreadableResponse");
    }
    assert_eq!(outcome.as_ref().ok(), expected.as_ref(), "{outcome:?}");
}

fn rows() -> Vec<(&'static str, &'static str, Outputs)> {
    let empty = || Some(json!({}));
    let all = |output: Value| [0; 4].map(|_| Some(output.clone()));
    vec![
        // All clients treat null members as absent, and ignore unknown members.
        ("SendEvent", "{}", all(json!({}))),
        ("SendEvent", r#"{"Id":null,"AbsoluteTime":null}"#, all(json!({}))),
        ("SendEvent", r#"{"Id":"a","New":{"Id":1}}"#, all(json!({ "Id": "a" }))),
        ("GetTranscript", r#"{"Transcript":null}"#, all(json!({}))),
        (
            "GetTranscript",
            r#"{"Transcript":[{"Attachments":null,"Type":"NEW","ParticipantRole":"NEW"}]}"#,
            all(json!({ "Transcript": [{ "Type": "NEW", "ParticipantRole": "NEW" }] })),
        ),
        // An output without members may have an empty body.
        ("DisconnectParticipant", "{}", all(json!({}))),
        ("DisconnectParticipant", "", all(json!({}))),
        // connect-participant reports an unreadable response. The clients of AWS often report
        // success, with an output that has no id.
        ("SendEvent", "", [None, empty(), empty(), empty()]),
        ("SendEvent", "<html>", [None, None, empty(), None]),
        ("SendEvent", r#"{"Id":"a""#, [None, None, empty(), None]),
        ("SendEvent", "null", [None, None, None, None]),
        ("DisconnectParticipant", "<html>", [None, empty(), empty(), empty()]),
        // Members of the wrong type: only the typed clients report an error.
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
        // A missing member that the model requires: the typed clients use 0.
        (
            "GetAttachment",
            "{}",
            [
                Some(json!({ "AttachmentSizeInBytes": 0 })),
                Some(json!({ "AttachmentSizeInBytes": 0 })),
                empty(),
                empty(),
            ],
        ),
        // Integers above 2^53 are not exact in JavaScript.
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
