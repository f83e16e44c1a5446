//! Error responses without the header `x-amzn-errortype`, or with other forms of the error type.
//! Both are known from public issue reports.

use connect_participant::ParticipantRole;
use connect_participant_local::Fault;
use serde_json::json;

use crate::content_type::{self, TYPING};
use crate::fixture::Fixture;
use crate::peer::Kind;

cases! {
    only_our_client_types_an_error_by_its_status
    all_forms_of_the_error_type_are_parsed
    an_error_without_a_message_has_a_type
}

/// Each exception of this service has a status of its own, so `connect-participant` can derive the
/// type from the status. The clients of AWS look for the type in the header and in the body only.
async fn only_our_client_types_an_error_by_its_status(fixture: Fixture) {
    let fixture = Fixture::without_error_types(fixture.peer).await;
    let _third = fixture.chat.add_participant(ParticipantRole::CustomBot);
    let receipt = json!({
        "ContentType": content_type::event("message.read"),
        "Content": r#"{"messageId":"6bd8e4a7"}"#,
    });
    let error = fixture.error(fixture.call("SendEvent", receipt)).await;
    let expected = match fixture.peer.kind {
        Kind::Ours => "ConflictException",
        Kind::Rust => "Unhandled",
        Kind::Python => "ClientError",
        Kind::JavaScript => "ConnectParticipantServiceException",
    };
    assert_eq!((error.error.as_str(), error.status), (expected, Some(409)));
    // The SDK for Rust has the message only in the source of the error.
    let message = "Operation can not be performed due to the state of the contact.";
    let message = (fixture.peer.kind != Kind::Rust).then_some(message);
    assert_eq!(error.message.as_deref(), message);
}

async fn all_forms_of_the_error_type_are_parsed(fixture: Fixture) {
    let fixture = Fixture::without_error_types(fixture.peer).await;
    let namespaced =
        r#"{"__type":"com.amazonaws.connectparticipant#ConflictException","message":"no"}"#;
    for (error_type, body) in [
        (Some("ConflictException"), r#"{"message":"no"}"#),
        (Some("ConflictException"), r#"{"Message":"no"}"#),
        (Some("ConflictException:http://internal.example/coral/"), r#"{"message":"no"}"#),
        (Some("com.amazonaws.connectparticipant#ConflictException"), r#"{"message":"no"}"#),
        (None, r#"{"code":"ConflictException","message":"no"}"#),
        (None, namespaced),
    ] {
        assert_eq!(
            conflict(&fixture, error_type, body).await.as_deref(),
            Some("no"),
            "{error_type:?}: {body}"
        );
    }
}

async fn an_error_without_a_message_has_a_type(fixture: Fixture) {
    let fixture = Fixture::without_error_types(fixture.peer).await;
    let expected = match fixture.peer.kind {
        Kind::Ours | Kind::Rust => None,
        Kind::Python => Some(""),
        Kind::JavaScript => Some("UnknownError"),
    };
    for body in ["", "{}"] {
        let message = conflict(&fixture, Some("ConflictException"), body).await;
        assert_eq!(message.as_deref(), expected, "{body}");
    }
}

/// Injects a 409 with this type header and body. Returns the message that the peer reports.
async fn conflict(
    fixture: &Fixture,
    error_type: Option<&'static str>,
    body: &'static str,
) -> Option<String> {
    let mut fault = Fault::status(409).body(body);
    if let Some(error_type) = error_type {
        fault = fault.header("x-amzn-errortype", error_type);
    }
    fixture.inject(fault);
    let typing = json!({ "ContentType": TYPING });
    let error = fixture.error(fixture.call("SendEvent", typing)).await;
    let found = (error.error.as_str(), error.status);
    assert_eq!(found, ("ConflictException", Some(409)), "{error_type:?}: {body}");
    error.message
}
