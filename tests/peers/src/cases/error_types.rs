//! Answers that do not say in a header which exception they are, as they were seen in the field.

use connect_participant::ParticipantRole;
use connect_participant_local::Fault;
use serde_json::json;

use crate::peer::Kind;
use crate::stage::Stage;

cases! {
    without_its_header_an_error_has_a_type_for_our_client_alone
    a_type_may_come_in_other_forms
    an_error_may_have_no_words
}

/// The words are there for everyone, and so is the status. The type is not: AWS's clients look for it in the header and
/// in the body, and not at the status, which has one meaning each in this service.
async fn without_its_header_an_error_has_a_type_for_our_client_alone(stage: Stage) {
    let stage = Stage::without_error_types(stage.peer).await;
    let _third = stage.chat.add_participant(ParticipantRole::CustomBot);
    let receipt = json!({
        "ContentType": "application/vnd.amazonaws.connect.event.message.read",
        "Content": r#"{"messageId":"6bd8e4a7"}"#,
    });
    let refused = stage.refused(stage.call("SendEvent", receipt)).await;
    let expected = match stage.peer.kind {
        Kind::Ours => "ConflictException",
        Kind::Rust => "Unhandled",
        Kind::Python => "ClientError",
        Kind::JavaScript => "ConnectParticipantServiceException",
    };
    assert_eq!((refused.error.as_str(), refused.status), (expected, Some(409)));
    // The SDK for Rust has the words in the error's source, where its user hardly looks.
    let words = "Operation can not be performed due to the state of the contact.";
    let words = (stage.peer.kind != Kind::Rust).then_some(words);
    assert_eq!(refused.message.as_deref(), words);
}

async fn a_type_may_come_in_other_forms(stage: Stage) {
    let stage = Stage::without_error_types(stage.peer).await;
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
            conflict(&stage, error_type, body).await.as_deref(),
            Some("no"),
            "{error_type:?}: {body}"
        );
    }
}

async fn an_error_may_have_no_words(stage: Stage) {
    let stage = Stage::without_error_types(stage.peer).await;
    let expected = match stage.peer.kind {
        Kind::Ours | Kind::Rust => None,
        Kind::Python => Some(""),
        Kind::JavaScript => Some("UnknownError"),
    };
    for body in ["", "{}"] {
        let message = conflict(&stage, Some("ConflictException"), body).await;
        assert_eq!(message.as_deref(), expected, "{body}");
    }
}

/// What is said of an answer that is a conflict.
async fn conflict(
    stage: &Stage,
    error_type: Option<&'static str>,
    body: &'static str,
) -> Option<String> {
    let mut fault = Fault::status(409).body(body);
    if let Some(error_type) = error_type {
        fault = fault.header("x-amzn-errortype", error_type);
    }
    stage.inject(fault);
    let typing = json!({ "ContentType": "application/vnd.amazonaws.connect.event.typing" });
    let refused = stage.refused(stage.call("SendEvent", typing)).await;
    let found = (refused.error.as_str(), refused.status);
    assert_eq!(found, ("ConflictException", Some(409)), "{error_type:?}: {body}");
    refused.message
}
