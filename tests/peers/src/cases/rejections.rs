//! Calls that the service rejects. Each client must report the error class of the exception.

use connect_participant::ParticipantRole;
use serde_json::{Value, json};

use super::Case;
use super::inputs::{SESSION_ID, input, inputs};
use crate::call::Call;
use crate::content_type::{self, TYPING};
use crate::exception::{
    ACCESS_DENIED, CONFLICT, Exception, INTERNAL_SERVER, NOT_FOUND, QUOTA, THROTTLING, VALIDATION,
};
use crate::fixture::Fixture;
use crate::peer::Kind;

/// An input that the service rejects, and the clients that reject it before they send it.
struct Row {
    name: &'static str,
    operation: &'static str,
    input: Value,
    exception: Exception,
    /// The clients that do not send it, and their errors.
    not_sent: Vec<(Kind, &'static str)>,
    /// `true` if the input validation of boto3 rejects it. The validation is on by default.
    boto3_validates: bool,
}

impl Row {
    fn new(name: &'static str, operation: &'static str, input: Value) -> Self {
        let not_sent = Vec::new();
        Self { name, operation, input, exception: VALIDATION, not_sent, boto3_validates: false }
    }

    /// Sets the exception. Defaults to `ValidationException`.
    fn exception(self, exception: Exception) -> Self {
        Self { exception, ..self }
    }

    /// `connect-participant` rejects the value.
    fn rejected_by_ours(self) -> Self {
        self.not_sent_by(Kind::Ours, "InvalidInput")
    }

    /// The input types of `connect-participant` cannot represent the input.
    fn not_representable(self) -> Self {
        self.not_sent_by(Kind::Ours, "NotRepresentable")
    }

    fn not_sent_by(mut self, kind: Kind, error: &'static str) -> Self {
        self.not_sent.push((kind, error));
        self
    }

    fn boto3_validates(self) -> Self {
        Self { boto3_validates: true, ..self }
    }

    async fn run(self, fixture: Fixture) {
        let kind = fixture.peer.kind;
        let call = fixture.call(self.operation, self.input);
        let error = fixture.error(call.clone()).await;
        let requests = fixture.proxy.take_exchanges().len();
        if let Some((_, expected)) = self.not_sent.iter().find(|(peer, _)| *peer == kind) {
            assert_eq!((error.error.as_str(), requests), (*expected, 0), "{error:?}");
            return;
        }
        let Exception { name, status } = self.exception;
        assert_eq!((error.error.as_str(), error.status), (name, Some(status)), "{error:?}");
        assert!(error.message.is_some_and(|message| !message.is_empty()));
        assert_eq!(requests, 1);

        if kind == Kind::Python {
            let error = fixture.error(Call { validate: true, ..call }).await;
            let expected = if self.boto3_validates { "ParamValidationError" } else { name };
            assert_eq!(error.error, expected, "{error:?}");
        }
    }
}

pub fn cases() -> Vec<Case> {
    // A row is consumed when it runs, so the rows are created again for each peer.
    let names: Vec<_> = rows().into_iter().map(|row| row.name).collect();
    let rows = names.into_iter().enumerate().map(|(index, name)| {
        Case::new(name, move |fixture| rows().swap_remove(index).run(fixture))
    });
    rows.chain(state_cases()).collect()
}

#[expect(clippy::too_many_lines, reason = "it is a table")]
fn rows() -> Vec<Row> {
    let read = || content_type::event("message.read");
    vec![
        // Tokens.
        Row::new(
            "an unknown connection token is rejected",
            "SendEvent",
            json!({ "ContentType": TYPING, "ConnectionToken": "unknown" }),
        )
        .exception(ACCESS_DENIED),
        Row::new(
            "an unknown participant token is rejected",
            "CreateParticipantConnection",
            json!({ "ConnectParticipant": true, "ParticipantToken": "unknown" }),
        )
        .exception(ACCESS_DENIED),
        Row::new(
            "a null connection token is rejected",
            "SendEvent",
            json!({ "ContentType": TYPING, "ConnectionToken": null }),
        )
        .exception(ACCESS_DENIED)
        .not_representable()
        .boto3_validates(),
        Row::new(
            "an empty connection token is rejected",
            "SendEvent",
            json!({ "ContentType": TYPING, "ConnectionToken": "" }),
        )
        .exception(ACCESS_DENIED)
        .rejected_by_ours()
        .boto3_validates(),
        Row::new(
            "the id of another contact is rejected",
            "GetTranscript",
            json!({ "ContactId": "another" }),
        )
        .exception(ACCESS_DENIED),
        // Content types.
        Row::new(
            "an event with a receive-only content type is rejected",
            "SendEvent",
            json!({ "ContentType": content_type::event("participant.joined") }),
        )
        .rejected_by_ours(),
        Row::new(
            "an event with the content type of a message is rejected",
            "SendEvent",
            json!({ "ContentType": "text/plain", "Content": "Hello!" }),
        )
        .rejected_by_ours(),
        Row::new(
            "a message with an unknown content type is rejected",
            "SendMessage",
            json!({ "ContentType": "text/html", "Content": "Hello!" }),
        )
        .rejected_by_ours(),
        // Missing members.
        Row::new("an event without a content type is rejected", "SendEvent", json!({}))
            .not_representable()
            .boto3_validates(),
        Row::new(
            "a message without content is rejected",
            "SendMessage",
            json!({ "ContentType": "text/plain" }),
        )
        .not_representable()
        .boto3_validates(),
        Row::new(
            "an attachment without a size is rejected",
            "StartAttachmentUpload",
            json!({ "ContentType": "text/plain", "AttachmentName": "a" }),
        )
        .not_representable()
        .boto3_validates(),
        Row::new("a missing session id is rejected", "CancelParticipantAuthentication", json!({}))
            .not_representable()
            .boto3_validates(),
        Row::new(
            "a connection without a type is rejected",
            "CreateParticipantConnection",
            json!({}),
        ),
        // Empty members.
        Row::new("an empty content type is rejected", "SendEvent", json!({ "ContentType": "" }))
            .rejected_by_ours()
            .boto3_validates(),
        Row::new(
            "an empty message is rejected",
            "SendMessage",
            json!({ "ContentType": "text/plain", "Content": "" }),
        )
        .rejected_by_ours()
        .boto3_validates(),
        Row::new(
            "an empty list of attachment ids is rejected",
            "CompleteAttachmentUpload",
            json!({ "AttachmentIds": [] }),
        )
        .rejected_by_ours()
        .boto3_validates(),
        Row::new(
            "an empty list of connection types is rejected",
            "CreateParticipantConnection",
            json!({ "Type": [] }),
        )
        .rejected_by_ours()
        .boto3_validates(),
        Row::new("an empty next token is rejected", "GetTranscript", json!({ "NextToken": "" }))
            .rejected_by_ours()
            .boto3_validates(),
        Row::new(
            "an empty client token of an upload is rejected",
            "StartAttachmentUpload",
            json!({
                "ContentType": "text/plain",
                "AttachmentName": "a",
                "AttachmentSizeInBytes": 1,
                "ClientToken": "",
            }),
        )
        .rejected_by_ours()
        .boto3_validates(),
        // Members that are too long or out of range. boto3 validates only the lower limits.
        Row::new(
            "a message that is too long is rejected",
            "SendMessage",
            json!({ "ContentType": "text/plain", "Content": "x".repeat(16_385) }),
        )
        .rejected_by_ours(),
        Row::new(
            "a client token that is too long is rejected",
            "SendEvent",
            json!({ "ContentType": TYPING, "ClientToken": "x".repeat(501) }),
        )
        .rejected_by_ours(),
        Row::new(
            "a view token that is too long is rejected",
            "DescribeView",
            json!({ "ViewToken": "x".repeat(1001) }),
        )
        .rejected_by_ours(),
        Row::new(
            "two attachment ids in one call are rejected",
            "CompleteAttachmentUpload",
            json!({ "AttachmentIds": ["a", "b"] }),
        )
        .rejected_by_ours(),
        Row::new(
            "a session id that is too short is rejected",
            "GetAuthenticationUrl",
            json!({ "SessionId": &SESSION_ID[1..], "RedirectUri": "https://shop.example/" }),
        )
        .rejected_by_ours()
        .boto3_validates(),
        Row::new(
            "a page size above the maximum is rejected",
            "GetTranscript",
            json!({ "MaxResults": 101 }),
        )
        .rejected_by_ours(),
        Row::new("a negative page size is rejected", "GetTranscript", json!({ "MaxResults": -1 }))
            .rejected_by_ours()
            .boto3_validates(),
        Row::new(
            "a URL expiry above the maximum is rejected",
            "GetAttachment",
            json!({ "AttachmentId": "a", "UrlExpiryInSeconds": 301 }),
        )
        .rejected_by_ours(),
        Row::new(
            "an attachment of size 0 is rejected",
            "StartAttachmentUpload",
            json!({
                "ContentType": "text/plain",
                "AttachmentName": "a",
                "AttachmentSizeInBytes": 0,
            }),
        )
        .rejected_by_ours()
        .boto3_validates(),
        // Unknown values and unknown ids.
        Row::new(
            "an unknown scan direction is rejected",
            "GetTranscript",
            json!({ "ScanDirection": "SIDEWAYS" }),
        )
        .rejected_by_ours(),
        Row::new("an unknown next token is rejected", "GetTranscript", json!({ "NextToken": "a" })),
        Row::new(
            "an unknown start position is rejected",
            "GetTranscript",
            json!({ "StartPosition": { "Id": "a" } }),
        ),
        Row::new(
            "an unknown attachment id is rejected",
            "GetAttachment",
            json!({ "AttachmentId": "a" }),
        ),
        // Receipts without a valid message id.
        Row::new(
            "a receipt without content is rejected",
            "SendEvent",
            json!({ "ContentType": read() }),
        )
        .rejected_by_ours(),
        Row::new(
            "a receipt without a message id is rejected",
            "SendEvent",
            json!({ "ContentType": read(), "Content": "{}" }),
        )
        .rejected_by_ours(),
        Row::new(
            "a receipt that is not JSON is rejected",
            "SendEvent",
            json!({ "ContentType": read(), "Content": "6bd8e4a7" }),
        )
        .rejected_by_ours(),
        Row::new("a missing label is rejected by every client", "DescribeView", json!({}))
            .not_representable()
            .not_sent_by(Kind::Rust, "ConstructionFailure")
            .not_sent_by(Kind::Python, "KeyError")
            .not_sent_by(Kind::JavaScript, "Error"),
        // Exceptions other than ValidationException.
        Row::new(
            "an unknown view is not found",
            "DescribeView",
            json!({ "ViewToken": "a/b c?d%é" }),
        )
        .exception(NOT_FOUND),
        Row::new(
            "completing an unknown upload is a conflict",
            "CompleteAttachmentUpload",
            json!({ "AttachmentIds": ["a"] }),
        )
        .exception(CONFLICT),
    ]
}

/// Returns the cases that depend on more than the input.
fn state_cases() -> Vec<Case> {
    let mut cases = vec![
        Case::new("a token of the wrong kind is rejected", wrong_token),
        Case::new("calls to a chat that has ended are rejected", ended),
        Case::new("only a customer can authenticate", agent_authenticates),
        Case::new("a receipt in a chat of three is a conflict", three_participants),
        Case::new("receipt content as an object is rejected", content_object),
        Case::new("an empty label is rejected", empty_label),
    ];
    for (operation, exception) in [
        ("StartAttachmentUpload", QUOTA),
        ("CompleteAttachmentUpload", QUOTA),
        ("SendEvent", THROTTLING),
        ("DescribeView", THROTTLING),
        ("SendEvent", INTERNAL_SERVER),
        ("GetTranscript", INTERNAL_SERVER),
    ] {
        let name = format!("{operation} fails with {}", exception.name);
        cases.push(Case::new(name, move |fixture| injected(fixture, operation, exception)));
    }
    cases
}

async fn wrong_token(fixture: Fixture) {
    for (operation, mut input) in inputs() {
        if operation == "CreateParticipantConnection" {
            input["ParticipantToken"] = fixture.customer.connection_token().expose().into();
        } else {
            input["ConnectionToken"] = fixture.customer.participant_token().expose().into();
        }
        let call = fixture.call(operation, input);
        let message = fixture.exception(call, ACCESS_DENIED).await;
        assert_eq!(message.as_deref(), Some("Access denied"));
    }
}

async fn ended(fixture: Fixture) {
    fixture.chat.end();
    for (operation, input) in inputs() {
        let message = fixture.exception(fixture.call(operation, input), ACCESS_DENIED).await;
        assert_eq!(message.as_deref(), Some("Access denied"));
    }
}

async fn agent_authenticates(fixture: Fixture) {
    for (operation, input) in inputs() {
        if operation.contains("Authentication") {
            let call = fixture.call_by(&fixture.agent, operation, input);
            fixture.exception(call, ACCESS_DENIED).await;
        }
    }
}

async fn three_participants(fixture: Fixture) {
    let _third = fixture.chat.add_participant(ParticipantRole::CustomBot);
    for event in ["message.delivered", "message.read"] {
        let receipt = json!({
            "ContentType": content_type::event(event),
            "Content": r#"{"messageId":"6bd8e4a7"}"#,
        });
        let message = fixture.exception(fixture.call("SendEvent", receipt), CONFLICT).await;
        let expected = "Operation can not be performed due to the state of the contact.";
        assert_eq!(message.as_deref(), Some(expected));
    }
    assert_eq!(fixture.chat.events(), []);
}

/// The content of a receipt is a JSON string. Only the untyped clients can pass an object instead.
async fn content_object(fixture: Fixture) {
    if matches!(fixture.peer.kind, Kind::Ours | Kind::Rust) {
        return;
    }
    let receipt = json!({
        "ContentType": content_type::event("message.read"),
        "Content": { "messageId": "6bd8e4a7" },
    });
    fixture.exception(fixture.call("SendEvent", receipt), VALIDATION).await;
}

/// With an empty label, the path belongs to no operation. The service responds with a 404 that is
/// not in the model.
async fn empty_label(fixture: Fixture) {
    let error = fixture.error(fixture.call("DescribeView", json!({ "ViewToken": "" }))).await;
    let expected = match fixture.peer.kind {
        Kind::Ours => ("InvalidInput", None),
        Kind::Rust => ("ConstructionFailure", None),
        Kind::Python => ("ClientError", Some(404)),
        Kind::JavaScript => ("ConnectParticipantServiceException", Some(404)),
    };
    assert_eq!((error.error.as_str(), error.status), expected);
}

async fn injected(fixture: Fixture, operation: &'static str, exception: Exception) {
    fixture.inject(exception.fault());
    let call = fixture.call(operation, input(operation));
    let message = fixture.exception(call, exception).await;
    assert_eq!(message.as_deref(), Some(Exception::MESSAGE));
}
