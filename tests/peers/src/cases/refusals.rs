//! What the service refuses: each client has to say so with the class that it has for it.

use connect_participant::ParticipantRole;
use serde_json::{Value, json};

use super::Case;
use super::inputs::{SESSION_ID, input, inputs};
use crate::call::Call;
use crate::exception::{
    ACCESS_DENIED, CONFLICT, Exception, INTERNAL_SERVER, NOT_FOUND, QUOTA, THROTTLING, VALIDATION,
};
use crate::peer::Kind;
use crate::stage::Stage;

const EVENT: &str = "application/vnd.amazonaws.connect.event.";

/// Input that the service refuses, and who never lets it get there.
struct Row {
    name: &'static str,
    operation: &'static str,
    input: Value,
    exception: Exception,
    /// Those that refuse it on their own side, and as what.
    unsent: Vec<(Kind, &'static str)>,
    /// Whether boto3 does so, too, unless it is told not to.
    python_validates: bool,
}

impl Row {
    fn new(name: &'static str, operation: &'static str, input: Value) -> Self {
        let unsent = Vec::new();
        Self { name, operation, input, exception: VALIDATION, unsent, python_validates: false }
    }

    fn is(self, exception: Exception) -> Self {
        Self { exception, ..self }
    }

    /// Our client says so before anything is sent.
    fn ours(self) -> Self {
        self.unsent_by(Kind::Ours, "InvalidInput")
    }

    /// Our client's types have no place for it.
    fn not_in_our_types(self) -> Self {
        self.unsent_by(Kind::Ours, "NotInRust")
    }

    fn unsent_by(mut self, kind: Kind, error: &'static str) -> Self {
        self.unsent.push((kind, error));
        self
    }

    fn python_validates(self) -> Self {
        Self { python_validates: true, ..self }
    }

    async fn play(self, stage: Stage) {
        let kind = stage.peer.kind;
        let call = stage.call(self.operation, self.input);
        let refused = stage.refused(call.clone()).await;
        let sent = stage.tap.take().len();
        if let Some((_, error)) = self.unsent.iter().find(|(unsent, _)| *unsent == kind) {
            assert_eq!((refused.error.as_str(), sent), (*error, 0), "{refused:?}");
            return;
        }
        let Exception { name, status } = self.exception;
        assert_eq!((refused.error.as_str(), refused.status), (name, Some(status)), "{refused:?}");
        assert!(refused.message.is_some_and(|message| !message.is_empty()));
        assert_eq!(sent, 1);

        if kind == Kind::Python {
            let refused = stage.refused(Call { validates: true, ..call }).await;
            let error = if self.python_validates { "ParamValidationError" } else { name };
            assert_eq!(refused.error, error, "{refused:?}");
        }
    }
}

pub fn cases() -> Vec<Case> {
    // Rows are made anew for each peer.
    let names: Vec<_> = rows().into_iter().map(|row| row.name).collect();
    let rows = names
        .into_iter()
        .enumerate()
        .map(|(index, name)| Case::new(name, move |stage| rows().swap_remove(index).play(stage)));
    rows.chain(states()).collect()
}

#[expect(clippy::too_many_lines, reason = "it is a table")]
fn rows() -> Vec<Row> {
    let typing = || format!("{EVENT}typing");
    let read = || format!("{EVENT}message.read");
    vec![
        // The token.
        Row::new(
            "an unknown connection token is refused",
            "SendEvent",
            json!({ "ContentType": typing(), "ConnectionToken": "unknown" }),
        )
        .is(ACCESS_DENIED),
        Row::new(
            "an unknown participant token is refused",
            "CreateParticipantConnection",
            json!({ "ConnectParticipant": true, "ParticipantToken": "unknown" }),
        )
        .is(ACCESS_DENIED),
        Row::new(
            "no connection token is refused",
            "SendEvent",
            json!({ "ContentType": typing(), "ConnectionToken": null }),
        )
        .is(ACCESS_DENIED)
        .not_in_our_types()
        .python_validates(),
        Row::new(
            "an empty connection token is refused",
            "SendEvent",
            json!({ "ContentType": typing(), "ConnectionToken": "" }),
        )
        .is(ACCESS_DENIED)
        .ours()
        .python_validates(),
        Row::new(
            "another contact is refused",
            "GetTranscript",
            json!({ "ContactId": "another" }),
        )
        .is(ACCESS_DENIED),
        // Content types.
        Row::new(
            "an event that only the service sends is refused",
            "SendEvent",
            json!({ "ContentType": format!("{EVENT}participant.joined") }),
        )
        .ours(),
        Row::new(
            "an event of a message's content type is refused",
            "SendEvent",
            json!({ "ContentType": "text/plain", "Content": "Hello!" }),
        )
        .ours(),
        Row::new(
            "a message of an unknown content type is refused",
            "SendMessage",
            json!({ "ContentType": "text/html", "Content": "Hello!" }),
        )
        .ours(),
        // Members that are missing.
        Row::new("an event without a content type is refused", "SendEvent", json!({}))
            .not_in_our_types()
            .python_validates(),
        Row::new(
            "a message without content is refused",
            "SendMessage",
            json!({ "ContentType": "text/plain" }),
        )
        .not_in_our_types()
        .python_validates(),
        Row::new(
            "an attachment without a size is refused",
            "StartAttachmentUpload",
            json!({ "ContentType": "text/plain", "AttachmentName": "a" }),
        )
        .not_in_our_types()
        .python_validates(),
        Row::new("a session that is not named is refused", "CancelParticipantAuthentication", json!({}))
            .not_in_our_types()
            .python_validates(),
        Row::new("a connection to nothing is refused", "CreateParticipantConnection", json!({})),
        // Members that are empty.
        Row::new("an empty content type is refused", "SendEvent", json!({ "ContentType": "" }))
            .ours()
            .python_validates(),
        Row::new(
            "an empty message is refused",
            "SendMessage",
            json!({ "ContentType": "text/plain", "Content": "" }),
        )
        .ours()
        .python_validates(),
        Row::new("no attachment is refused", "CompleteAttachmentUpload", json!({ "AttachmentIds": [] }))
            .ours()
            .python_validates(),
        Row::new(
            "no type of connection is refused",
            "CreateParticipantConnection",
            json!({ "Type": [] }),
        )
        .ours()
        .python_validates(),
        Row::new("an empty next token is refused", "GetTranscript", json!({ "NextToken": "" }))
            .ours()
            .python_validates(),
        Row::new(
            "an empty client token is refused where it may not be",
            "StartAttachmentUpload",
            json!({
                "ContentType": "text/plain",
                "AttachmentName": "a",
                "AttachmentSizeInBytes": 1,
                "ClientToken": "",
            }),
        )
        .ours()
        .python_validates(),
        // Members that are too long, or out of range. boto3 looks at the lower limits alone.
        Row::new(
            "a message that is too long is refused",
            "SendMessage",
            json!({ "ContentType": "text/plain", "Content": "x".repeat(16_385) }),
        )
        .ours(),
        Row::new(
            "a client token that is too long is refused",
            "SendEvent",
            json!({ "ContentType": typing(), "ClientToken": "x".repeat(501) }),
        )
        .ours(),
        Row::new(
            "a view token that is too long is refused",
            "DescribeView",
            json!({ "ViewToken": "x".repeat(1001) }),
        )
        .ours(),
        Row::new(
            "two attachments at once are refused",
            "CompleteAttachmentUpload",
            json!({ "AttachmentIds": ["a", "b"] }),
        )
        .ours(),
        Row::new(
            "a session id that is too short is refused",
            "GetAuthenticationUrl",
            json!({ "SessionId": &SESSION_ID[1..], "RedirectUri": "https://shop.example/" }),
        )
        .ours()
        .python_validates(),
        Row::new("a page that is too large is refused", "GetTranscript", json!({ "MaxResults": 101 }))
            .ours(),
        Row::new("a page of less than nothing is refused", "GetTranscript", json!({ "MaxResults": -1 }))
            .ours()
            .python_validates(),
        Row::new(
            "a URL that is valid for too long is refused",
            "GetAttachment",
            json!({ "AttachmentId": "a", "UrlExpiryInSeconds": 301 }),
        )
        .ours(),
        Row::new(
            "an empty attachment is refused",
            "StartAttachmentUpload",
            json!({ "ContentType": "text/plain", "AttachmentName": "a", "AttachmentSizeInBytes": 0 }),
        )
        .ours()
        .python_validates(),
        // Members that are not what they are said to be.
        Row::new(
            "an unknown direction is refused",
            "GetTranscript",
            json!({ "ScanDirection": "SIDEWAYS" }),
        )
        .ours(),
        Row::new("an unknown next token is refused", "GetTranscript", json!({ "NextToken": "a" })),
        Row::new(
            "an unknown start is refused",
            "GetTranscript",
            json!({ "StartPosition": { "Id": "a" } }),
        ),
        Row::new("an unknown attachment is refused", "GetAttachment", json!({ "AttachmentId": "a" })),
        // Receipts that are for no message.
        Row::new("a receipt without content is refused", "SendEvent", json!({ "ContentType": read() }))
            .ours(),
        Row::new(
            "a receipt without a message id is refused",
            "SendEvent",
            json!({ "ContentType": read(), "Content": "{}" }),
        )
        .ours(),
        Row::new(
            "a receipt that is not JSON is refused",
            "SendEvent",
            json!({ "ContentType": read(), "Content": "6bd8e4a7" }),
        )
        .ours(),
        Row::new("no label is not sent", "DescribeView", json!({}))
            .not_in_our_types()
            .unsent_by(Kind::Rust, "ConstructionFailure")
            .unsent_by(Kind::Python, "KeyError")
            .unsent_by(Kind::JavaScript, "Error"),
        // What is not there, and what cannot be now.
        Row::new("an unknown view is not found", "DescribeView", json!({ "ViewToken": "a/b c?d%é" }))
            .is(NOT_FOUND),
        Row::new(
            "an attachment that was not announced is a conflict",
            "CompleteAttachmentUpload",
            json!({ "AttachmentIds": ["a"] }),
        )
        .is(CONFLICT),
    ]
}

/// What depends on more than the input.
fn states() -> Vec<Case> {
    let mut cases = vec![
        Case::new("the other kind of token is refused", other_token),
        Case::new("every call to a chat that has ended is refused", ended),
        Case::new("whoever is no customer does not sign in", no_customer),
        Case::new("a receipt in a chat of three is a conflict", three),
        Case::new("an object where text belongs is refused", object),
        Case::new("an empty label is no call", empty_label),
    ];
    for (operation, exception) in [
        ("StartAttachmentUpload", QUOTA),
        ("CompleteAttachmentUpload", QUOTA),
        ("SendEvent", THROTTLING),
        ("DescribeView", THROTTLING),
        ("SendEvent", INTERNAL_SERVER),
        ("GetTranscript", INTERNAL_SERVER),
    ] {
        let name = format!("{operation} answers with a {}", exception.name);
        cases.push(Case::new(name, move |stage| faulty(stage, operation, exception)));
    }
    cases
}

async fn refused_with(stage: &Stage, call: Call, exception: Exception) -> Option<String> {
    let operation = call.operation.clone();
    let refused = stage.refused(call).await;
    let found = (refused.error.as_str(), refused.status);
    assert_eq!(found, (exception.name, Some(exception.status)), "{operation}");
    refused.message
}

async fn other_token(stage: Stage) {
    for (operation, mut input) in inputs() {
        if operation == "CreateParticipantConnection" {
            input["ParticipantToken"] = stage.customer.connection_token().expose().into();
        } else {
            input["ConnectionToken"] = stage.customer.participant_token().expose().into();
        }
        let call = stage.call(operation, input);
        let message = refused_with(&stage, call, ACCESS_DENIED).await;
        assert_eq!(message.as_deref(), Some("Access denied"));
    }
}

async fn ended(stage: Stage) {
    stage.chat.end();
    for (operation, input) in inputs() {
        let message = refused_with(&stage, stage.call(operation, input), ACCESS_DENIED).await;
        assert_eq!(message.as_deref(), Some("Access denied"));
    }
}

async fn no_customer(stage: Stage) {
    for (operation, input) in inputs() {
        if operation.contains("Authentication") {
            let call = stage.call_of(&stage.agent, operation, input);
            refused_with(&stage, call, ACCESS_DENIED).await;
        }
    }
}

async fn three(stage: Stage) {
    let _third = stage.chat.add_participant(ParticipantRole::CustomBot);
    for event in ["delivered", "read"] {
        let receipt = json!({
            "ContentType": format!("{EVENT}message.{event}"),
            "Content": r#"{"messageId":"6bd8e4a7"}"#,
        });
        let message = refused_with(&stage, stage.call("SendEvent", receipt), CONFLICT).await;
        let words = "Operation can not be performed due to the state of the contact.";
        assert_eq!(message.as_deref(), Some(words));
    }
    assert_eq!(stage.chat.events(), []);
}

/// A mistake that types do not let anyone make: the content of a receipt is JSON in a string.
async fn object(stage: Stage) {
    if matches!(stage.peer.kind, Kind::Ours | Kind::Rust) {
        return;
    }
    let receipt = json!({
        "ContentType": format!("{EVENT}message.read"),
        "Content": { "messageId": "6bd8e4a7" },
    });
    refused_with(&stage, stage.call("SendEvent", receipt), VALIDATION).await;
}

/// Whoever sends it calls a path that is no operation's, which has no exception in the model.
async fn empty_label(stage: Stage) {
    let refused = stage.refused(stage.call("DescribeView", json!({ "ViewToken": "" }))).await;
    let expected = match stage.peer.kind {
        Kind::Ours => ("InvalidInput", None),
        Kind::Rust => ("ConstructionFailure", None),
        Kind::Python => ("ClientError", Some(404)),
        Kind::JavaScript => ("ConnectParticipantServiceException", Some(404)),
    };
    assert_eq!((refused.error.as_str(), refused.status), expected);
}

async fn faulty(stage: Stage, operation: &'static str, exception: Exception) {
    stage.inject(exception.fault());
    let call = stage.call(operation, input(operation));
    let message = refused_with(&stage, call, exception).await;
    assert_eq!(message.as_deref(), Some(Exception::WORDS));
}
